package io.yizhan.signature;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One object in textual encoding (RFC 7468).
 *
 * @param label what it is: {@link #PRIVATE_KEY} (PKCS#8) or {@link #PUBLIC_KEY} (SubjectPublicKeyInfo)
 * @param der its bytes; not copied, so they must not be changed
 */
public record Pem(String label, byte[] der) {
    public static final String PRIVATE_KEY = "PRIVATE KEY";
    public static final String PUBLIC_KEY = "PUBLIC KEY";

    private static final Pattern FORM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]{1,20000})-----END \\1-----");

    /**
     * Reads the first object in a text; what stands around it is explanatory text and is passed over.
     *
     * @throws UnreadableKey if there is none, or the first has another label
     */
    public static Pem read(String text, String label) {
        Matcher found = FORM.matcher(text);
        if (!found.find()) {
            throw new UnreadableKey("no PEM block: expected -----BEGIN " + label + "-----");
        }
        if (!found.group(1).equals(label)) {
            throw new UnreadableKey("a PEM block \"" + found.group(1) + "\": expected \"" + label + "\"");
        }
        try {
            return new Pem(label, Base64.getMimeDecoder().decode(found.group(2).strip()));
        } catch (IllegalArgumentException notBase64) {
            throw new UnreadableKey("the PEM block \"" + label + "\" is not base64", notBase64);
        }
    }

    /** The textual encoding, in lines of 64 characters, with a line feed at the end. */
    public String text() {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    @Override
    public String toString() {
        return label;
    }
}
