package io.yizhan.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.vocabulary.Fault;
import io.yizhan.vocabulary.RefusalCode;
import java.util.Locale;
import java.util.Set;

/**
 * A refusal as one platform reads it in its own dialect.
 *
 * @param status of HTTP
 * @param envelope the dialect's own code for it
 * @param sentence in Chinese and in English
 * @param signed whether the gateway signed it
 */
record ToldRefusal(int status, String envelope, String code, String fault, String place, String sentence, boolean signed) {
    private static final Set<RefusalCode> ABOUT_SIGNATURES =
            Set.of(RefusalCode.UNKNOWN_PARTNER, RefusalCode.BAD_SIGNATURE, RefusalCode.STALE, RefusalCode.REPLAYED);

    /** What a caller that is known should read; where answers are signed at all, this one is. */
    static ToldRefusal toKnown(Platform platform, RefusalCode code, String place) {
        return expected(platform, code, place, platform == Platform.JIANGXI);
    }

    /** What a caller that is not known yet should read. */
    static ToldRefusal toStranger(Platform platform, RefusalCode code, String place) {
        return expected(platform, code, place, false);
    }

    private static ToldRefusal expected(Platform platform, RefusalCode code, String place, boolean signed) {
        return new ToldRefusal(
                platform == Platform.JIANGXI ? code.status() : 200,
                envelope(platform, code),
                code.code(),
                word(code.fault()),
                place,
                code.chinese() + " " + code.english(),
                signed);
    }

    private static String envelope(Platform platform, RefusalCode code) {
        return switch (platform) {
            case JIANGXI -> "urn:yizhan:refusal:" + code.code();
            case NATIONAL -> ABOUT_SIGNATURES.contains(code) ? "E-106" : "-1";
            case ZHEJIANG -> ABOUT_SIGNATURES.contains(code) ? "03" : "98";
            case GUIZHOU -> ABOUT_SIGNATURES.contains(code) ? "401" : "500";
            case GUANGDONG -> ABOUT_SIGNATURES.contains(code) ? "E401" : "E500";
        };
    }

    private static String word(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }

    /** Reads an answer; what is absent is empty. */
    static ToldRefusal read(Platform platform, Asker.Reply reply) {
        JsonNode json = reply.json();
        JsonNode details = details(platform, json);
        String envelope = json.at(code(platform)).asText();
        String code = stable(platform, json);
        String sentence = json.at(sentence(platform)).asText();
        return new ToldRefusal(
                reply.status(), envelope, code, details.path("fault").asText(), details.path("place").asText(), sentence, reply.signed());
    }

    /** The stable code. */
    static String stable(Platform platform, JsonNode json) {
        return details(platform, json).path(platform == Platform.JIANGXI || platform == Platform.GUIZHOU ? "code" : "refusal").asText();
    }

    private static String code(Platform platform) {
        return switch (platform) {
            case JIANGXI -> "/type";
            case NATIONAL, ZHEJIANG -> "/code";
            case GUIZHOU -> "/result/code";
            case GUANGDONG -> "/errors/0/code";
        };
    }

    private static String sentence(Platform platform) {
        return switch (platform) {
            case JIANGXI -> "/detail";
            case NATIONAL -> "/message";
            case ZHEJIANG -> "/msg";
            case GUIZHOU -> "/result/message";
            case GUANGDONG -> "/errors/0/message";
        };
    }

    /** Where a dialect tells more than a code and a sentence. */
    static JsonNode details(Platform platform, JsonNode json) {
        return switch (platform) {
            case JIANGXI -> json;
            case NATIONAL -> json.path("data");
            case ZHEJIANG -> json.path("detail");
            case GUIZHOU -> json.path("refusal");
            case GUANGDONG -> json.path("errors").path(0);
        };
    }
}
