package io.yizhan.casework;

import io.yizhan.casework.Consequence.Refused;
import io.yizhan.casework.Consequence.Taken;
import io.yizhan.casework.Happening.Opened;
import io.yizhan.casework.Happening.Stepped;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One group's work on the cases it has locked: each happening sees what those before it have done. Not safe for several threads. */
final class Session {
    private final Map<MessageId, Docket> dockets = new LinkedHashMap<>();
    private final Map<Reference, Set<MessageId>> references = new HashMap<>();
    private final Map<MessageId, MessageId> heard = new HashMap<>();
    private final Set<MessageId> touched = new LinkedHashSet<>();
    private final Map<MessageId, List<Told>> told = new LinkedHashMap<>();
    private final Map<MessageId, Map<String, String>> learned = new LinkedHashMap<>();
    private final Map<MessageId, Refusal> refused = new LinkedHashMap<>();

    Session(Collection<Docket> locked) {
        locked.forEach(docket -> {
            dockets.put(docket.id(), docket);
            docket.told().forEach(told -> heard.put(told.message(), docket.id()));
            refer(docket);
        });
    }

    /** @param partner whose own number it is; empty for those of who opened the cases */
    private record Reference(String kind, Environment environment, String partner, String number) {}

    private void refer(Docket docket) {
        Opened opened = docket.plan().opened();
        refer(new Reference(opened.kind(), opened.environment(), "", opened.number()), docket);
        docket.plan().inOrder().stream()
                .filter(party -> docket.projects().containsKey(party.party()))
                .map(party -> new Reference(opened.kind(), opened.environment(), party.partner().value(), docket.projects().get(party.party())))
                .forEach(reference -> refer(reference, docket));
    }

    private void refer(Reference reference, Docket docket) {
        references.computeIfAbsent(reference, each -> new LinkedHashSet<>()).add(docket.id());
    }

    Consequence take(Happening happening) {
        Outcome<Taken> outcome = happening instanceof Opened opened ? opened(opened) : stepped((Stepped) happening);
        return outcome.fold(taken -> taken, refusal -> {
            refused.put(happening.message(), refusal);
            return new Refused(refusal);
        });
    }

    /** It is there under its own name, or another case has the number. */
    private Outcome<Taken> opened(Opened opened) {
        return Plan.of(opened).then(plan -> dockets.containsKey(opened.message())
                ? Outcome.of(dockets.get(opened.message()).opening())
                : Outcome.refused(RefusalCode.CONFLICTING_DUPLICATE, "/number"));
    }

    private Outcome<Taken> stepped(Stepped stepped) {
        Optional<Taken> again = Optional.ofNullable(heard.get(stepped.message())).flatMap(id -> dockets.get(id).again(stepped.message()));
        return again.map(Outcome::of).orElseGet(() -> meant(stepped).then(docket -> hear(docket, stepped)));
    }

    /** The case a sender means: by its own project number, by the number it gave the case itself, or by the number of who opened it. */
    private Outcome<Docket> meant(Stepped stepped) {
        List<Docket> byProject = known(stepped, stepped.from().value(), stepped.number());
        List<Docket> byNumber = known(stepped, "", stepped.number());
        Stream<Docket> own = byNumber.stream().filter(docket -> docket.plan().opened().originator().equals(stepped.from()));
        Optional<Docket> certain = Stream.concat(byProject.stream(), own).findFirst();
        if (certain.isPresent() || byNumber.size() == 1) {
            return Outcome.of(certain.orElseGet(() -> byNumber.get(0)));
        }
        Optional<Docket> byOwnNumber = known(stepped, stepped.from().value(), stepped.project()).stream().findFirst();
        String expected = byNumber.isEmpty() ? "" : "your own project number: several cases have this number";
        return byOwnNumber.map(Outcome::of).orElseGet(() -> Outcome.refused(Refusal.of(RefusalCode.NO_SUCH_CASE, "/number", expected)));
    }

    /** Those referred to in which the sender has anything to say. */
    private List<Docket> known(Stepped stepped, String partner, String number) {
        return references.getOrDefault(new Reference(stepped.kind(), stepped.environment(), partner, number), Set.of()).stream()
                .map(dockets::get)
                .filter(docket -> docket.knows(stepped))
                .toList();
    }

    private Outcome<Taken> hear(Docket docket, Stepped stepped) {
        return docket.hear(stepped).then(heard -> {
            Docket after = heard.docket();
            if (!after.projects().equals(docket.projects()) && takenElsewhere(stepped)) {
                return Outcome.refused(RefusalCode.CONFLICTING_DUPLICATE, "/project");
            }
            keep(docket, after);
            return Outcome.of(heard.taken());
        });
    }

    /** A project number means one case of a partner's, so that it can be found by it. */
    private boolean takenElsewhere(Stepped stepped) {
        return references.containsKey(new Reference(stepped.kind(), stepped.environment(), stepped.from().value(), stepped.project()));
    }

    private void keep(Docket before, Docket after) {
        dockets.put(after.id(), after);
        if (after.told().size() > before.told().size()) {
            touched.add(after.id());
            told.computeIfAbsent(after.id(), id -> new ArrayList<>()).addAll(after.told().subList(before.told().size(), after.told().size()));
        }
        Map<String, String> news = new TreeMap<>(after.projects());
        news.keySet().removeAll(before.projects().keySet());
        if (!news.isEmpty()) {
            refer(after);
            learned.computeIfAbsent(after.id(), id -> new TreeMap<>()).putAll(news);
        }
    }

    /** What was told anew, by case. */
    Map<MessageId, List<Told>> told() {
        return told;
    }

    /** Project numbers told for the first time, by case and party. */
    Map<MessageId, Map<String, String>> learned() {
        return learned;
    }

    /** The cases of which anything was told anew, as they are now. */
    List<Docket> touched() {
        return touched.stream().map(dockets::get).toList();
    }

    Map<MessageId, Refusal> refused() {
        return refused;
    }
}
