package io.yizhan.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.platforms.Asker;
import io.yizhan.platforms.Platform;

/** How one platform answers, from its fixtures and in its own dialect. */
public interface Clerk {
    static Clerk of(Platform platform) {
        switch (platform) {
            case JIANGXI:
                return new JiangxiClerk();
            case NATIONAL:
                return new NationalClerk();
            default:
                return new ZhejiangClerk();
        }
    }

    Answer answer(Asker.Call call);

    /** What this platform says to a call whose signature it does not accept. */
    Answer refusal();

    /** An answer as it goes out. */
    record Answer(int status, String contentType, byte[] body) {
        static Answer json(JsonNode body) {
            return new Answer(200, "application/json", Json.write(body));
        }
    }
}
