package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * How short-lived secrets are got, as a description says it. Each step but the last brings what the next one is signed with, so that going on always leads to
 * the secret that signs calls.
 *
 * @param signsCalls the name of the secret that signs calls
 * @param grants in order
 */
record Tokens(@JsonProperty("signs-calls") String signsCalls, @JsonProperty("grants") List<Step> grants) {
    /**
     * One request for secrets.
     *
     * @param service the code the gateway asks with, where the convention has one; a caller may ask with any
     * @param carriedIn where the fields stand, if elsewhere than in calls
     */
    record Step(
            @JsonProperty("path") String path,
            @JsonProperty("service") Optional<String> service,
            @JsonProperty("signed-with") String signedWith,
            @JsonProperty("carried-in") Optional<Place> carriedIn,
            @JsonProperty("answer") TokenAnswer answer) {
        private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_.~-]+)+");

        Step {
            Description.present(path, "path");
            Description.present(signedWith, "signed-with");
            Description.present(answer, "answer");
            Description.require(PATH.matcher(path).matches(), "path: expected an absolute path such as /auth/login");
        }
    }

    /** How a short-lived secret is encrypted on its way, with the secret its request was signed with. Existing platforms' choices, not ours. */
    enum Sealing implements Descriptions.Word {
        /** Base64 of AES in ECB mode with PKCS #5 padding; the key is the first 16 bytes of SHA-1 of SHA-1 of the secret. Hides, but proves nothing. */
        AES_ECB_SHA1_TWICE("aes-ecb-sha1-twice");

        private static final String CIPHER = "AES/ECB/PKCS5Padding";

        private final String label;

        Sealing(String label) {
            this.label = label;
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Sealing of(String label) {
            return Descriptions.Word.named(values(), label);
        }

        @Override
        public String label() {
            return label;
        }

        String seal(byte[] secret, byte[] with) {
            try {
                return Base64.getEncoder().encodeToString(cipher(Cipher.ENCRYPT_MODE, with).doFinal(secret));
            } catch (GeneralSecurityException absent) {
                throw absent(absent);
            }
        }

        /** Empty if the text was not sealed so. Sealed with another secret it may, rarely, still open: to other bytes. */
        Optional<byte[]> open(String text, byte[] with) {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, with);
            try {
                return Optional.of(cipher.doFinal(Base64.getDecoder().decode(text)));
            } catch (IllegalArgumentException | GeneralSecurityException otherwiseSealed) {
                return Optional.empty();
            }
        }

        /** The 16 bytes of the AES key. */
        static byte[] key(byte[] secret) {
            try {
                MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
                return Arrays.copyOf(sha1.digest(sha1.digest(secret)), 16);
            } catch (GeneralSecurityException absent) {
                throw absent(absent);
            }
        }

        private static Cipher cipher(int mode, byte[] with) {
            try {
                Cipher cipher = Cipher.getInstance(CIPHER);
                cipher.init(mode, new SecretKeySpec(key(with), "AES"));
                return cipher;
            } catch (GeneralSecurityException absent) {
                throw absent(absent);
            }
        }

        private static IllegalStateException absent(GeneralSecurityException cause) {
            return new IllegalStateException("every Java platform has SHA-1 and " + CIPHER, cause);
        }
    }

    Tokens {
        Description.present(signsCalls, "signs-calls");
        Description.present(grants, "grants");
        Description.require(!grants.isEmpty(), "grants: expected at least one");
        grants = List.copyOf(grants);
        Set<String> had = new HashSet<>(Set.of(TokenFlow.LONG_LIVED));
        for (int i = 0; i < grants.size(); i++) {
            Step step = grants.get(i);
            String at = "grants." + i + ".";
            Description.require(had.contains(step.signedWith()), at + "signed-with: expected " + TokenFlow.LONG_LIVED + " or a secret brought before");
            had.addAll(step.answer().secrets().keySet());
            boolean leadsOn = i + 1 < grants.size() && step.answer().secrets().containsKey(grants.get(i + 1).signedWith());
            Description.require(step.answer().secrets().containsKey(signsCalls) || leadsOn,
                    at + "answer.secrets: expected " + signsCalls + ", or what the next grant is signed with");
        }
        Description.require(grants.stream().map(Step::path).distinct().count() == grants.size(), "grants: expected another path for each");
    }
}
