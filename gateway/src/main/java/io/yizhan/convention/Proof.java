package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.yizhan.signature.Algorithm;
import io.yizhan.signature.SharedSecretAlgorithm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The signature of a description and the text it is of: made with a secret both sides hold, or with a private key. */
record Proof(
        @JsonProperty("field") String field,
        @JsonProperty("text") SignedText text,
        @JsonProperty("algorithm") String algorithm,
        @JsonProperty("encoding") Encoding encoding,
        @JsonProperty("carried-in") Optional<Place> carriedIn)
        implements Description.Carried {
    /** The algorithm of the key a caller or the gateway signs with, where it is a private one. */
    static final Algorithm BY_PRIVATE_KEY = Algorithm.SM2_SM3;

    /** What descriptions call it; the signature is DER. */
    private static final String PRIVATE = "sm2";

    /** How a signature is written. Read, hexadecimal may be in either case. */
    enum Encoding implements Descriptions.Word {
        BASE64("base64", Base64.getEncoder()::encodeToString, Base64.getDecoder()::decode),
        HEX_LOWER("hex-lower", HexFormat.of()::formatHex, HexFormat.of()::parseHex),
        HEX_UPPER("hex-upper", HexFormat.of().withUpperCase()::formatHex, HexFormat.of()::parseHex);

        private final String label;
        private final Function<byte[], String> write;
        private final Function<String, byte[]> read;

        Encoding(String label, Function<byte[], String> write, Function<String, byte[]> read) {
            this.label = label;
            this.write = write;
            this.read = read;
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Encoding of(String label) {
            return Descriptions.Word.named(values(), label);
        }

        @Override
        public String label() {
            return label;
        }

        String write(byte[] bytes) {
            return write.apply(bytes);
        }

        /** Empty if the text is not so encoded, or not in the one way it is written (base64 can carry bits that mean nothing). */
        Optional<byte[]> read(String text) {
            try {
                return Optional.of(read.apply(text)).filter(bytes -> write(bytes).equalsIgnoreCase(text));
            } catch (IllegalArgumentException otherwiseEncoded) {
                return Optional.empty();
            }
        }
    }

    Proof {
        Description.present(field, "field");
        Description.present(text, "text");
        Description.present(algorithm, "algorithm");
        Description.present(encoding, "encoding");
        List<String> known = new ArrayList<>(Arrays.stream(SharedSecretAlgorithm.values()).map(SharedSecretAlgorithm::label).toList());
        known.add(PRIVATE);
        Description.require(known.contains(algorithm), "algorithm: expected one of " + known);
        boolean keyed = SharedSecretAlgorithm.named(algorithm).map(SharedSecretAlgorithm::keyed).orElse(true);
        Description.require(keyed != text.has(SignedText.Part.SECRET), keyed
                ? "text: " + algorithm + " has the secret as its key, so it does not belong into the text"
                : "text: " + algorithm + " has no key, so the secret belongs into the text");
    }

    /** Whether both sides hold the same secret; otherwise the caller alone holds a private key. */
    boolean isShared() {
        return shared().isPresent();
    }

    Optional<SharedSecretAlgorithm> shared() {
        return SharedSecretAlgorithm.named(algorithm);
    }

    /** Whether a signature is of a text, made with a key; never for a key of another algorithm. */
    boolean verifies(Key key, byte[] signed, byte[] signature) {
        return shared()
                .map(by -> by.verify(key.material(), signed, signature))
                .orElseGet(() -> key.algorithm().equals(BY_PRIVATE_KEY.label()) && BY_PRIVATE_KEY.verify(key.material(), signed, signature));
    }

    /** The hash function of the algorithm, in lower-case hexadecimal. */
    String hash(byte[] body) {
        return HexFormat.of().formatHex(shared().orElse(SharedSecretAlgorithm.SM3).hash(body));
    }

    /** Whether bytes can be a signature at all. */
    boolean fits(byte[] signature) {
        return shared().map(by -> signature.length == by.length()).orElse(signature.length > 0);
    }

    /** For instance {@code 16 bytes in hex-lower}. */
    String shape() {
        return shared().map(by -> by.length() + " bytes").orElse("an " + algorithm + " signature") + " in " + encoding.label();
    }
}
