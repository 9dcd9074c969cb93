package io.yizhan.sandbox.platforms;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an answer comes to, in no platform's dialect.
 *
 * @param refusal its stable code, where the question was refused
 * @param verdict on the whole question
 * @param listed whether the enterprise is on a list
 * @param remarks codes of what was found odd
 * @param finding about an identity or a seal
 */
public record Reading(
        Optional<String> refusal,
        Optional<Verdict> verdict,
        List<Licence> licences,
        Optional<Boolean> listed,
        List<Hit> hits,
        List<String> remarks,
        Optional<Finding> finding) {

    public Reading {
        licences = List.copyOf(licences);
        hits = List.copyOf(hits);
        remarks = List.copyOf(remarks);
    }

    public static Reading refused(String code) {
        return new Reading(Optional.of(code), Optional.empty(), List.of(), Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    public static Reading recognised(Optional<Verdict> verdict, List<Licence> licences, List<String> remarks) {
        return new Reading(Optional.empty(), verdict, licences, Optional.empty(), List.of(), remarks, Optional.empty());
    }

    public static Reading checked(boolean listed, List<Hit> hits) {
        return new Reading(Optional.empty(), Optional.empty(), List.of(), Optional.of(listed), hits, List.of(), Optional.empty());
    }

    public static Reading found(Finding finding) {
        return new Reading(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of(), List.of(), Optional.of(finding));
    }

    /** In a few words, for people. */
    public String summary() {
        if (refusal.isPresent()) {
            return "refused " + refusal.get();
        }
        if (listed.isPresent()) {
            return listed.get() ? "listed " + hits.stream().map(hit -> word(hit.list())).toList() : "not listed";
        }
        if (finding.isPresent()) {
            return finding.get().toString();
        }
        boolean file = licences.stream().anyMatch(licence -> licence.file().isPresent());
        return verdict.map(Verdict::toString).orElse("?") + (licences.size() > 1 ? " ×" + licences.size() : "") + (file ? ", file" : "");
    }

    /** The word used in English texts: {@code not-in-force}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @param reason why it is not in force
     * @param missing what the question lacked, as {@code holder.name}
     * @param names how the holder's name compared
     */
    public record Verdict(Answer answer, Optional<Status> reason, List<String> missing, Optional<Names> names) {
        public Verdict {
            missing = List.copyOf(missing);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(word(answer));
            reason.ifPresent(why -> text.append(" (").append(word(why)).append(')'));
            names.filter(Names.FOLDED::equals).ifPresent(folded -> text.append(", name folded"));
            return missing.isEmpty() ? text.toString() : text + " " + missing;
        }
    }

    /**
     * One licence; texts that were left out are empty.
     *
     * @param validTo yyyy-MM-dd, or {@code long-term}
     */
    public record Licence(
            String identifier,
            String name,
            String number,
            String issuer,
            String holderName,
            String holderCode,
            String validFrom,
            String validTo,
            Optional<Status> status,
            Optional<Verdict> verdict,
            Optional<File> file) {}

    /**
     * A copy of a licence.
     *
     * @param type as the platform writes it
     * @param size in bytes
     * @param digest SHA-256, hexadecimal
     */
    public record File(String link, String type, long size, String digest) {
        /** Whether this is the file that was promised. */
        public boolean holds(byte[] bytes) {
            try {
                String found = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
                return bytes.length == size && found.equalsIgnoreCase(digest);
            } catch (GeneralSecurityException absent) {
                throw new IllegalStateException("every Java platform has SHA-256", absent);
            }
        }
    }

    /** One entry of a list; texts that were left out are empty. */
    public record Hit(Question.Listing list, String reason, String decidedOn, String decidedBy, String documentNumber) {}

    /** @param reason why it is not in force, in a word */
    public record Finding(Result result, Optional<String> reason) {
        @Override
        public String toString() {
            return word(result) + reason.map(why -> " (" + why + ")").orElse("");
        }
    }

    /** What is found of an identity, and of a seal. */
    public enum Result {
        MATCH,
        NO_MATCH,
        NOT_FOUND,
        NOT_IN_FORCE,
        GENUINE,
        NOT_GENUINE,
        DIGEST_MISMATCH,
        UNKNOWN_SEAL
    }

    public enum Answer {
        VALID,
        EXPIRED,
        NOT_IN_FORCE,
        NO_MATCH,
        PARAMETER_MISSING
    }

    public enum Status {
        VALID,
        NOT_YET_VALID,
        EXPIRED,
        SUSPENDED,
        LOST,
        SUPERSEDED,
        CANCELLED,
        RESCINDED,
        REVOKED
    }

    public enum Names {
        EXACT,
        FOLDED
    }
}
