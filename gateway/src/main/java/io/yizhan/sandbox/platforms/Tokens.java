package io.yizhan.sandbox.platforms;

import java.net.URI;

/**
 * The short-lived secrets of one convention, with the long-lived one they are got with. A platform has two of these: one for what it gets
 * from a gateway, one for what it gives to it. Safe for use by many threads.
 */
public interface Tokens {
    static Tokens national(Secret appkey, Outside outside) {
        return new LentTokens(new NationalRenewal(appkey, outside), outside);
    }

    static Tokens zhejiang(Secret app, Outside outside) {
        return new LentTokens(new ZhejiangRenewal(app, outside), outside);
    }

    static Tokens guangdong(Secret app, Outside outside) {
        return new LentTokens(new GuangdongRenewal(app, outside), outside);
    }

    /** Signs with a secret that this gateway gives; gets one first where none is held that lasts. */
    Seal gotFrom(URI gateway);

    /** What this platform answers to who asks it for a secret. */
    byte[] give(Asker.Call call);

    /** Vouches for calls signed with any secret this platform gave and that is not over. */
    Seal given();

    /** None of the secrets given so far is good any more. */
    void revoke();
}
