package io.yizhan.intake;

import java.util.List;
import java.util.Optional;

/** A source is asked of the one that has it. */
record SeveralIntakes(List<Intake> all) implements Intake {
    @Override
    public List<String> sources() {
        return all.stream().flatMap(one -> one.sources().stream()).toList();
    }

    @Override
    public Optional<Turn> begin(String source) {
        return all.stream().flatMap(one -> one.begin(source).stream()).findFirst();
    }
}
