package io.yizhan.exchange;

import io.yizhan.sandbox.platforms.Asker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** RFC 9421 written out by hand, for signatures that somebody else's tool makes. */
record HandSeal(String keyId, UnaryOperator<byte[]> tool) {
    private static final Pattern INPUT = Pattern.compile("sig1=(\\(([^)]*)\\).*)");

    Asker.Call sign(URI gateway, Asker.Draft draft, Instant created) {
        String digest = "sha-256=:" + Base64.getEncoder().encodeToString(sha256(draft.body())) + ":";
        Asker.Call call = new Asker.Call(gateway.resolve(draft.path()), draft.headers(), draft.body()).with("Content-Digest", digest);
        List<String> events = call.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("ce-"))
                .toList();
        List<String> covered =
                Stream.concat(Stream.of("@method", "@authority", "@path", "content-type", "content-digest"), events.stream()).toList();
        String parameters = covered.stream().map(name -> '"' + name + '"').collect(Collectors.joining(" ", "(", ")"))
                + ";created=" + created.getEpochSecond() + ";keyid=\"" + keyId + "\"";
        String base = covered.stream().map(name -> '"' + name + "\": " + value(name, call) + "\n").collect(Collectors.joining())
                + "\"@signature-params\": " + parameters;
        return signed(call.with("Signature-Input", "sig1=" + parameters), tool.apply(base.getBytes(StandardCharsets.US_ASCII)));
    }

    static Asker.Call signed(Asker.Call call, byte[] signature) {
        return call.with("Signature", "sig1=:" + Base64.getEncoder().encodeToString(signature) + ":");
    }

    static byte[] signature(String header) {
        return Base64.getDecoder().decode(header.replaceAll("^sig1=:|:$", ""));
    }

    /** What the signature of an answer to a call is of. */
    static byte[] base(Asker.Reply reply, Asker.Call call) {
        Matcher input = INPUT.matcher(reply.headers().get("signature-input").get(0));
        if (!input.matches()) {
            throw new AssertionError("no signature-input: " + reply.headers());
        }
        String lines = Stream.of(input.group(2).split(" "))
                .map(component -> component + ": " + value(component, reply, call) + "\n")
                .collect(Collectors.joining());
        return (lines + "\"@signature-params\": " + input.group(1)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String value(String component, Asker.Reply reply, Asker.Call call) {
        return switch (component) {
            case "\"@status\"" -> String.valueOf(reply.status());
            case "\"signature\";req;key=\"sig1\"" -> call.header("Signature").substring("sig1=".length());
            default -> reply.headers().get(component.replace("\"", "")).get(0);
        };
    }

    private static String value(String name, Asker.Call call) {
        return switch (name) {
            case "@method" -> "POST";
            case "@authority" -> call.uri().getAuthority();
            case "@path" -> call.uri().getRawPath();
            default -> call.header(name);
        };
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
