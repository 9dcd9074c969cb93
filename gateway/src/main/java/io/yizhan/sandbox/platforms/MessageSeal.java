package io.yizhan.sandbox.platforms;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP message signatures (RFC 9421) over the digest of the body (RFC 9530) and what matters of the head. */
final class MessageSeal implements Seal {
    private static final String INPUT = "Signature-Input";
    private static final String SIGNATURE = "Signature";
    private static final String DIGEST = "Content-Digest";
    /** Seconds a message may be old or early. */
    private static final long WINDOW = 300;

    private final KeyKind kind;
    private final String keyId;
    private final PrivateKey key;
    private final Function<String, Optional<PublicKey>> others;
    private final Outside outside;

    /**
     * @param kind of the key, and of the other side's: a signature of another kind is not accepted
     * @param others where keys of the other side are found by their id
     */
    MessageSeal(KeyKind kind, String keyId, PrivateKey key, Function<String, Optional<PublicKey>> others, Outside outside) {
        this.kind = kind;
        this.keyId = keyId;
        this.key = key;
        this.others = others;
        this.outside = outside;
    }

    @Override
    public Asker.Call sign(URI to, Asker.Draft draft) {
        URI uri = to.resolve(draft.path());
        Asker.Call call = new Asker.Call(draft.method(), uri, draft.headers(), draft.body()).with(DIGEST, digest(draft.body()));
        SignatureInput input = over(needed(call));
        return call.with(INPUT, input.line()).with(SIGNATURE, signature(input.base(component -> ofCall(component, call))));
    }

    @Override
    public boolean vouchesFor(Asker.Call call) {
        return call.header(DIGEST).equals(digest(call.body()))
                && verifies(call.headers(), needed(call), component -> ofCall(component, call));
    }

    @Override
    public Map<String, String> signAnswer(Answered answer, Asker.Call question) {
        Answered digested = new Answered(answer.status(), Asker.Call.fields(answer.headers(), DIGEST, digest(answer.body())), answer.body());
        SignatureInput input = over(needed(digested, question));
        String base = input.base(component -> ofAnswer(component, digested, question));
        return Asker.Call.fields(Map.of(), DIGEST, digest(answer.body()), INPUT, input.line(), SIGNATURE, signature(base));
    }

    @Override
    public boolean vouchesForAnswer(Answered answer, Asker.Call question) {
        return answer.headers().getOrDefault(DIGEST, "").equals(digest(answer.body()))
                && verifies(answer.headers(), needed(answer, question), component -> ofAnswer(component, answer, question));
    }

    /** The nonce tells two messages of one second apart that are otherwise the same. */
    private SignatureInput over(List<String> components) {
        return SignatureInput.over(components, outside.clock().instant().getEpochSecond(), outside.id(), keyId, kind.label());
    }

    private boolean verifies(Map<String, String> headers, List<String> needed, Function<String, String> values) {
        return SignatureInput.parse(headers.getOrDefault(INPUT, ""))
                .filter(input -> input.components().containsAll(needed))
                .filter(input -> Math.abs(outside.clock().instant().getEpochSecond() - input.created()) <= WINDOW)
                .map(input -> others.apply(input.keyId())
                        .map(publicKey -> kind.verifies(publicKey, bytes(input.base(values)), labelled(headers.getOrDefault(SIGNATURE, ""), input.label())))
                        .orElse(false))
                .orElse(false);
    }

    private static List<String> needed(Asker.Call call) {
        List<String> needed = new ArrayList<>(List.of("\"@method\"", "\"@authority\"", "\"@path\""));
        if (call.uri().getRawQuery() != null) {
            needed.add("\"@query\"");
        }
        if (call.body().length > 0) {
            needed.add("\"content-type\"");
        }
        needed.add("\"content-digest\"");
        needed.addAll(event(call.headers()));
        return needed;
    }

    private static List<String> needed(Answered answer, Asker.Call question) {
        List<String> needed = new ArrayList<>(List.of("\"@status\"", "\"content-type\"", "\"content-digest\""));
        needed.addAll(event(answer.headers()));
        needed.add(ofQuestion(question));
        return needed;
    }

    private static List<String> event(Map<String, String> headers) {
        return headers.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("ce-"))
                .map(name -> '"' + name + '"')
                .toList();
    }

    private static String ofCall(String component, Asker.Call call) {
        URI uri = call.uri();
        switch (component) {
            case "\"@method\"":
                return call.method();
            case "\"@authority\"":
                return authority(uri);
            case "\"@scheme\"":
                return uri.getScheme();
            case "\"@target-uri\"":
                return uri.toString();
            case "\"@path\"":
                return uri.getRawPath();
            case "\"@query\"":
                return "?" + (uri.getRawQuery() == null ? "" : uri.getRawQuery());
            default:
                return field(component, call.headers());
        }
    }

    private static String ofAnswer(String component, Answered answer, Asker.Call question) {
        if (component.equals(ofQuestion(question))) {
            return ":" + Base64.getEncoder().encodeToString(labelled(question.header(SIGNATURE), label(question))) + ":";
        }
        if (component.endsWith(";req")) {
            return ofCall(component.substring(0, component.length() - ";req".length()), question);
        }
        return component.equals("\"@status\"") ? Integer.toString(answer.status()) : field(component, answer.headers());
    }

    /** The answer signs what it answers: the signature of the question, under the label it came with. */
    private static String ofQuestion(Asker.Call question) {
        return "\"signature\";req;key=\"" + label(question) + "\"";
    }

    private static String label(Asker.Call question) {
        return SignatureInput.parse(question.header(INPUT)).map(SignatureInput::label).orElse(SignatureInput.LABEL);
    }

    private static String field(String component, Map<String, String> headers) {
        return headers.getOrDefault(component.replace("\"", ""), "").strip();
    }

    private static String authority(URI uri) {
        boolean usualPort = uri.getPort() == -1 || uri.getPort() == (uri.getScheme().equals("https") ? 443 : 80);
        return (usualPort ? uri.getHost() : uri.getHost() + ":" + uri.getPort()).toLowerCase(Locale.ROOT);
    }

    private static String digest(byte[] body) {
        try {
            return "sha-256=:" + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(body)) + ":";
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }

    private String signature(String base) {
        return SignatureInput.LABEL + "=:" + Base64.getEncoder().encodeToString(kind.sign(key, bytes(base))) + ":";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The signature under a label; empty where there is none of the right form. */
    private static byte[] labelled(String header, String label) {
        Matcher member = Pattern.compile("(?:^|, *)" + Pattern.quote(label) + "=:((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?):").matcher(header);
        return member.find() ? Base64.getDecoder().decode(member.group(1)) : new byte[0];
    }
}
