package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The text a description signs: its pieces laid end to end, UTF-8. */
record SignedText(List<Piece> pieces) {

    /** What a piece can be, besides a literal. */
    enum Part implements Descriptions.Word {
        SERVICE("service"),
        CALLER("caller"),
        SECRET("secret"),
        TIME("time"),
        NONCE("nonce"),
        /** The HTTP method, upper-case. */
        METHOD("method"),
        /** The path as it stands in the request line, escapes and all, without the query; {@code /} if empty. */
        PATH("path"),
        /** The hash of the body as sent, by the algorithm's own hash function, in lower-case hexadecimal; of no bytes where there is no body. */
        BODY("body");

        private final String label;

        Part(String label) {
            this.label = label;
        }

        static Part of(String label) {
            return Descriptions.Word.named(values(), label);
        }

        @Override
        public String label() {
            return label;
        }
    }

    /**
     * @param part none in a literal
     * @param literal what stands there, if it is one
     */
    record Piece(Optional<Part> part, String literal) {
        private static final String LITERAL = "literal";

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Piece of(JsonNode written) {
            if (written.isTextual()) {
                return new Piece(Optional.of(Part.of(written.textValue())), "");
            }
            String text = written.path(LITERAL).asText();
            Description.require(written.size() == 1 && written.path(LITERAL).isTextual() && !text.isEmpty(), "expected a part's name, or {literal: \"…\"}");
            return new Piece(Optional.empty(), text);
        }

        String label() {
            return part.map(Part::label).orElse('"' + literal + '"');
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SignedText of(List<Piece> pieces) {
        return new SignedText(List.copyOf(pieces));
    }

    boolean has(Part part) {
        return pieces.stream().anyMatch(piece -> piece.part().filter(part::equals).isPresent());
    }

    byte[] bytes(Function<Part, byte[]> values) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (Piece piece : pieces) {
            text.writeBytes(piece.part().map(values).orElseGet(() -> piece.literal().getBytes(StandardCharsets.UTF_8)));
        }
        return text.toByteArray();
    }

    /**
     * Whether no two sets of values make the same text. A part that varies in length has a clear end where a literal follows that begins with a character
     * it cannot contain; it has a clear beginning where such a literal goes before. Read from the left as far as ends are clear and from the right as far as
     * beginnings are: what is then left in the middle may be one part.
     *
     * @param varies the characters of a part that varies in length; none for one of fixed length and for one known before
     */
    boolean readOneWay(Function<Part, Optional<IntPredicate>> varies) {
        List<Integer> varying = IntStream.range(0, pieces.size())
                .filter(at -> characters(at, varies).isPresent())
                .boxed()
                .toList();
        long ends = varying.stream().takeWhile(at -> clear(at + 1, false, characters(at, varies))).count();
        List<Integer> left = varying.subList((int) ends, varying.size());
        return left.stream().skip(1).allMatch(at -> clear(at - 1, true, characters(at, varies)));
    }

    private Optional<IntPredicate> characters(int at, Function<Part, Optional<IntPredicate>> varies) {
        return pieces.get(at).part().flatMap(varies);
    }

    /** Whether a neighbour is a literal that shows where the part ends or begins. */
    private boolean clear(int neighbour, boolean atItsEnd, Optional<IntPredicate> characters) {
        if (neighbour < 0 || neighbour == pieces.size() || pieces.get(neighbour).part().isPresent()) {
            return false;
        }
        String literal = pieces.get(neighbour).literal();
        return !characters.orElseThrow().test(literal.charAt(atItsEnd ? literal.length() - 1 : 0));
    }

    /** The order of the pieces, in words. */
    @Override
    public String toString() {
        return pieces.stream().map(Piece::label).collect(Collectors.joining(", "));
    }
}
