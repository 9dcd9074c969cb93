package io.yizhan.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text that is signed (RFC 9421 §2.5).
 *
 * @param lines one for each covered component in order, and {@code "@signature-params"} at the end
 */
public record SignatureBase(List<Line> lines) {

    /**
     * @param component as serialised, with its quotes and parameters
     */
    public record Line(String component, String value) {}

    public SignatureBase {
        lines = List.copyOf(lines);
    }

    /** ASCII; lines are parted by a line feed, with none at the end. */
    public byte[] bytes() {
        return lines.stream()
                .map(line -> line.component() + ": " + line.value())
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Only what is covered: the values may be secret. */
    @Override
    public String toString() {
        return lines.stream().map(Line::component).toList().toString();
    }
}
