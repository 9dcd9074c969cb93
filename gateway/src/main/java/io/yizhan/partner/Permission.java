package io.yizhan.partner;

import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which agreements allow what is asked. */
final class Permission {
    private Permission() {}

    /**
     * The agreements that allow it, the most specific first: one naming the answerer, then longer prefixes, then any. Else not-agreed, and
     * in its place the first condition none of them meets: {@code answerer}, {@code purpose} or {@code basis}.
     */
    static Outcome<List<Agreement>> choose(List<Agreement> inForce, Answering.Target target, Asked asked) {
        return some(inForce, agreement -> agreement.answers().stream().anyMatch(target::named), "answerer")
                .then(named -> some(named, agreement -> purposeAllowed(agreement, asked.purpose()), "purpose"))
                .then(suited -> some(suited, agreement -> agreement.bases().contains(asked.basis()), "basis"))
                .map(allowed -> allowed.stream().sorted(Comparator.comparingInt(agreement -> -specific(agreement, target))).toList());
    }

    private static Outcome<List<Agreement>> some(List<Agreement> agreements, Predicate<Agreement> condition, String place) {
        List<Agreement> left = agreements.stream().filter(condition).toList();
        return left.isEmpty() ? Outcome.refused(RefusalCode.NOT_AGREED, place) : Outcome.of(left);
    }

    /** Whether what is published may be passed on under an agreement. */
    static boolean suits(Agreement agreement, Asked published) {
        return purposeAllowed(agreement, published.purpose()) && agreement.bases().contains(published.basis());
    }

    /** The one that names somebody most closely, of those that lead to it directly. */
    static Optional<Agreement> naming(List<Agreement> agreements, List<Answering.Target> standing) {
        return agreements.stream()
                .filter(agreement -> agreement.way().contains(Agreement.Way.DIRECT))
                .filter(agreement -> standing.stream().anyMatch(target -> agreement.answers().stream().anyMatch(target::named)))
                .max(Comparator.comparingInt(agreement -> standing.stream().mapToInt(target -> specific(agreement, target)).max().orElse(0)));
    }

    private static int specific(Agreement agreement, Answering.Target target) {
        return agreement.answers().stream().filter(target::named).mapToInt(Permission::specific).max().orElse(0);
    }

    private static int specific(String answer) {
        if (answer.equals("*")) {
            return 0;
        }
        return Character.isDigit(answer.charAt(0)) ? answer.length() : Integer.MAX_VALUE;
    }

    private static boolean purposeAllowed(Agreement agreement, String purpose) {
        String folded = fold(purpose);
        return agreement.purposes().isEmpty() || agreement.purposes().stream().anyMatch(allowed -> fold(allowed).equals(folded));
    }

    /** Full-width forms and spaces do not make another purpose. */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints()
                .filter(point -> !Character.isWhitespace(point) && !Character.isSpaceChar(point))
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }
}
