package io.yizhan.envelope;

import io.yizhan.vocabulary.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From bytes to text. What a body says of itself wins over its dialect's charset, in the order of RFC 7303: byte order mark, charset of the
 * content type, XML declaration. Bytes that are not of the charset are refused rather than replaced.
 */
final class Decoding {
    static final Charset GB18030 = Charset.forName("GB18030");
    private static final char MARK = '\uFEFF';
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DECLARATION =
            Pattern.compile("^<\\?xml\\s+version\\s*=\\s*[\"'][^\"'>]*[\"']\\s+encoding\\s*=\\s*[\"']([^\"'>]*)[\"']");
    /** A declaration stands within so many bytes, or is none. */
    private static final int DECLARED_WITHIN = 200;

    private Decoding() {}

    static String text(byte[] body, Headers headers, Charset own) throws Unreadable {
        Optional<String> named = headers.first("content-type").flatMap(type -> find(CHARSET, type)).or(() -> declared(body));
        if (begins(body, 0xFE, 0xFF) || begins(body, 0xFF, 0xFE)) {
            throw new Unreadable("UTF-16 is not read");
        }
        Charset charset = begins(body, 0xEF, 0xBB, 0xBF) ? StandardCharsets.UTF_8 : named.isPresent() ? known(named.get()) : own;
        String text = strictly(body, charset);
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    /** GB18030 contains GBK, which contains GB2312. */
    private static Charset known(String name) throws Unreadable {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "UTF-8", "UTF8" -> StandardCharsets.UTF_8;
            case "GB18030", "GBK", "GB2312" -> GB18030;
            default -> throw new Unreadable("only UTF-8, GB18030, GBK and GB2312 are read");
        };
    }

    private static Optional<String> declared(byte[] body) {
        return find(DECLARATION, new String(body, 0, Math.min(body.length, DECLARED_WITHIN), StandardCharsets.ISO_8859_1));
    }

    private static Optional<String> find(Pattern pattern, String text) {
        return Optional.of(pattern.matcher(text)).filter(Matcher::find).map(found -> found.group(1));
    }

    private static boolean begins(byte[] body, int... with) {
        for (int i = 0; i < with.length; i++) {
            if (body.length <= i || (body[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static String strictly(byte[] bytes, Charset charset) throws Unreadable {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException wrong) {
            throw new Unreadable("the bytes are not " + charset);
        }
    }
}
