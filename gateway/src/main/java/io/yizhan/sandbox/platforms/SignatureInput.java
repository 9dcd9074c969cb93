package io.yizhan.sandbox.platforms;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one signature covers (RFC 9421 §2.5, §4.1).
 *
 * @param components as written, quotes and parameters included: {@code "@path"}
 * @param parameters the member's text after the label, which is signed as it is
 */
record SignatureInput(String label, List<String> components, String parameters, long created, String keyId) {
    static final String LABEL = "sig1";

    private static final String ONE = "\"[^\"]+\"(?:;[a-z]+(?:=\"[^\"]*\")?)*";
    private static final Pattern COMPONENT = Pattern.compile(ONE);
    private static final Pattern MEMBER = Pattern.compile("([a-z*][a-z0-9_.*-]*)=(\\(((?:" + ONE + " ?)*)\\)(.*))");
    private static final Pattern CREATED = Pattern.compile(";created=(\\d{1,12})(?:;|$)");
    private static final Pattern KEY_ID = Pattern.compile(";keyid=\"([^\"]*)\"");

    static SignatureInput over(List<String> components, long created, String nonce, String keyId, String algorithm) {
        String parameters = "(%s);created=%d;nonce=\"%s\";keyid=\"%s\";alg=\"%s\"".formatted(String.join(" ", components), created, nonce, keyId, algorithm);
        return new SignatureInput(LABEL, components, parameters, created, keyId);
    }

    /** Reads a header with exactly one member; empty for anything else. */
    static Optional<SignatureInput> parse(String header) {
        Matcher member = MEMBER.matcher(header.strip());
        if (!member.matches()) {
            return Optional.empty();
        }
        Matcher created = CREATED.matcher(member.group(4));
        Matcher keyId = KEY_ID.matcher(member.group(4));
        if (!created.find() || !keyId.find()) {
            return Optional.empty();
        }
        List<String> components = COMPONENT.matcher(member.group(3)).results().map(found -> found.group()).toList();
        return Optional.of(
                new SignatureInput(member.group(1), components, member.group(2), Long.parseLong(created.group(1)), keyId.group(1)));
    }

    String line() {
        return label + "=" + parameters;
    }

    /** The text that is signed, given the value of each component. */
    String base(Function<String, String> values) {
        StringBuilder base = new StringBuilder();
        components.forEach(component -> base.append(component).append(": ").append(values.apply(component)).append('\n'));
        return base.append("\"@signature-params\": ").append(parameters).toString();
    }
}
