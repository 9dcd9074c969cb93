package io.yizhan.catalogue;

/** Names of fields in the index. */
final class Fields {
    static final String KEY = "key";
    static final String VERSION = "version";
    static final String STATE = "state";
    static final String LIVE = "live";
    static final String GONE = "gone";
    static final String ITEM = "item";
    static final String NUMBER = "number";
    static final String REGION = "region";
    static final String COUNTS = "counts";
    static final String MENTIONED = "mentioned";
    private static final String TEXT = "text:";

    private Fields() {}

    static String text(String pointer) {
        return TEXT + pointer;
    }

    /** The pointer a field of text is named by. */
    static String place(String field) {
        return field.substring(TEXT.length());
    }

    static String facet(String name) {
        return "facet:" + name;
    }

    static String date(String name) {
        return "date:" + name;
    }

    static String from(String window) {
        return "from:" + window;
    }

    static String until(String window) {
        return "until:" + window;
    }
}
