package io.yizhan.vocabulary;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identifier of an electronic licence (GB/T 36904-2018): {@code 1.2.156.3005.2.<type 21>.<issuer 18>.<serial>.<version 3>.<check>}.
 * Real sources carry malformed type codes, so the type's form is not insisted on; what is wrong is for the caller to report.
 */
public record LicenceIdentifier(String type, String issuer, String serial, String version, char check) {
    private static final Pattern FORM =
            Pattern.compile("1\\.2\\.156\\.3005\\.2\\.([0-9A-Z]+)\\.([0-9A-Z]{18})\\.([0-9A-Z]+)\\.([0-9]{3})\\.([0-9A-Z])");
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** Empty when the text has not the form at all. */
    public static Optional<LicenceIdentifier> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new LicenceIdentifier(parts.group(1), parts.group(2), parts.group(3), parts.group(4), parts.group(5).charAt(0)))
                : Optional.empty();
    }

    /** The check character that belongs there: ISO 7064 MOD 37,36 over type, issuer, serial and version. */
    public char expectedCheck() {
        int p = 36;
        for (char c : (type + issuer + serial + version).toCharArray()) {
            int t = (p + ALPHABET.indexOf(c)) % 36;
            p = (t == 0 ? 36 : t) * 2 % 37;
        }
        return ALPHABET.charAt((37 - p) % 36);
    }

    public boolean checks() {
        return check == expectedCheck();
    }

    /** Whether the type code is a USCC followed by three digits, as the standard has it. */
    public boolean typeWellFormed() {
        return type.length() == 21 && Uscc.valid(type.substring(0, 18)) && type.substring(18).chars().allMatch(Character::isDigit);
    }
}
