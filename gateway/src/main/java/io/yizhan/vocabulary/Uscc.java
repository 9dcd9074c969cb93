package io.yizhan.vocabulary;

import cn.hutool.core.util.CreditCodeUtil;

/** Unified social credit codes (GB 32100): 18 characters, the last a check character. Positions 3 to 8 are the region that registered the body. */
public final class Uscc {
    private Uscc() {}

    /** Whether the form and the check character are right. */
    public static boolean valid(String code) {
        return CreditCodeUtil.isCreditCode(code);
    }

    /** The registering region's six digits; throws {@link IllegalArgumentException} when the text is too short or they are no digits. */
    public static RegionCode region(String code) {
        if (code.length() != 18) {
            throw new IllegalArgumentException("a unified social credit code has 18 characters");
        }
        return RegionCode.of(code.substring(2, 8));
    }
}
