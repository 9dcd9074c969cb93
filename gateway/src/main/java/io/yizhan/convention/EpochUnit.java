package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** How a time since 1970-01-01T00:00Z is written: always with the same number of digits, so that it cannot run into its neighbours. */
enum EpochUnit implements Descriptions.Word {
    SECONDS("seconds", 10, Instant::ofEpochSecond, Instant::getEpochSecond),
    MILLISECONDS("milliseconds", 13, Instant::ofEpochMilli, Instant::toEpochMilli);

    private final String label;
    private final int digits;
    private final LongFunction<Instant> read;
    private final ToLongFunction<Instant> write;

    EpochUnit(String label, int digits, LongFunction<Instant> read, ToLongFunction<Instant> write) {
        this.label = label;
        this.digits = digits;
        this.read = read;
        this.write = write;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static EpochUnit of(String label) {
        return Descriptions.Word.named(values(), label);
    }

    @Override
    public String label() {
        return label;
    }

    int digits() {
        return digits;
    }

    /** Empty if the text has other than exactly so many digits. */
    Optional<Instant> read(String text) {
        boolean written = text.length() == digits && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return written ? Optional.of(read.apply(Long.parseLong(text))) : Optional.empty();
    }

    String write(Instant time) {
        return String.valueOf(write.applyAsLong(time));
    }
}
