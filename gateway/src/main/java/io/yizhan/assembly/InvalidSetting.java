package io.yizhan.assembly;

/** A setting that does not exist or cannot be used. The message is one sentence that names it and what was expected, never a secret value. */
public final class InvalidSetting extends RuntimeException {
    private final String key;

    InvalidSetting(String key, String sentence) {
        super(sentence);
        this.key = key;
    }

    /** The key as it was written, or the name of the environment variable. */
    public String key() {
        return key;
    }
}
