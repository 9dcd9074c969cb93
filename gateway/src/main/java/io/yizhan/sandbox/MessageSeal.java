package io.yizhan.sandbox;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP message signatures (RFC 9421) with Ed25519 over the digest of the body (RFC 9530) and what matters of the head. */
final class MessageSeal implements Seal {
    private static final String INPUT = "Signature-Input";
    private static final String SIGNATURE = "Signature";
    private static final String DIGEST = "Content-Digest";

    private final String keyId;
    private final PrivateKey key;
    private final Function<String, Optional<PublicKey>> others;
    private final InstantSource clock;

    /** @param others where keys of the other side are found by their id */
    MessageSeal(String keyId, PrivateKey key, Function<String, Optional<PublicKey>> others, InstantSource clock) {
        this.keyId = keyId;
        this.key = key;
        this.others = others;
        this.clock = clock;
    }

    @Override
    public Asker.Call sign(URI to, Asker.Draft draft) {
        URI uri = to.resolve(draft.path());
        Asker.Call call = new Asker.Call(uri, draft.headers(), draft.body()).with(DIGEST, digest(draft.body()));
        SignatureInput input = SignatureInput.over(needed(call), clock.instant().getEpochSecond(), keyId);
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
        SignatureInput input = SignatureInput.over(needed(digested, question), clock.instant().getEpochSecond(), keyId);
        String base = input.base(component -> ofAnswer(component, digested, question));
        return Asker.Call.fields(Map.of(), DIGEST, digest(answer.body()), INPUT, input.line(), SIGNATURE, signature(base));
    }

    @Override
    public boolean vouchesForAnswer(Answered answer, Asker.Call question) {
        return answer.headers().getOrDefault(DIGEST, "").equals(digest(answer.body()))
                && verifies(answer.headers(), needed(answer, question), component -> ofAnswer(component, answer, question));
    }

    private boolean verifies(Map<String, String> headers, List<String> needed, Function<String, String> values) {
        return SignatureInput.parse(headers.getOrDefault(INPUT, ""))
                .filter(input -> input.components().containsAll(needed))
                .filter(input -> Math.abs(clock.instant().getEpochSecond() - input.created()) <= WINDOW)
                .map(input -> others.apply(input.keyId())
                        .map(publicKey -> verifies(publicKey, input.base(values), labelled(headers.getOrDefault(SIGNATURE, ""), input.label())))
                        .orElse(false))
                .orElse(false);
    }

    private static List<String> needed(Asker.Call call) {
        List<String> needed = new ArrayList<>(List.of("\"@method\"", "\"@authority\"", "\"@path\""));
        if (call.uri().getRawQuery() != null) {
            needed.add("\"@query\"");
        }
        needed.addAll(List.of("\"content-type\"", "\"content-digest\""));
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
                return "POST";
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
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(base.getBytes(StandardCharsets.UTF_8));
            return SignatureInput.LABEL + "=:" + Base64.getEncoder().encodeToString(ed25519.sign()) + ":";
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the platform's own key cannot sign", broken);
        }
    }

    private static boolean verifies(PublicKey key, String base, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(base.getBytes(StandardCharsets.UTF_8));
            return signature.length == 64 && ed25519.verify(signature);
        } catch (GeneralSecurityException notSuch) {
            return false;
        }
    }

    /** The signature under a label; empty where there is none of the right form. */
    private static byte[] labelled(String header, String label) {
        Matcher member = Pattern.compile("(?:^|, *)" + Pattern.quote(label) + "=:([A-Za-z0-9+/]{86}==):").matcher(header);
        return member.find() ? Base64.getDecoder().decode(member.group(1)) : new byte[0];
    }
}
