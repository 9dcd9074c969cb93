package io.yizhan.sandbox;

import static io.yizhan.sandbox.platforms.Platform.GUANGDONG;
import static io.yizhan.sandbox.platforms.Platform.GUIZHOU;
import static io.yizhan.sandbox.platforms.Platform.JIANGXI;
import static io.yizhan.sandbox.platforms.Platform.NATIONAL;
import static io.yizhan.sandbox.platforms.Platform.ZHEJIANG;

import io.yizhan.sandbox.platforms.Platform;
import java.util.List;

/** Each platform asks each other one, once; what for is what such regions ask one another for. */
record EveryPair(Platform caller, Platform answerer, String name, String chinese, String english) {
    static final List<EveryPair> ALL = List.of(
            of(ZHEJIANG, JIANGXI, "valid", "南昌的餐饮店主到杭州开分店：浙江核验江西的食品经营许可证",
                    "A restaurant owner of Nanchang opens in Hangzhou: Zhejiang checks the food licence with Jiangxi"),
            of(JIANGXI, ZHEJIANG, "holder-exact", "江西按持证主体和证照类型查询浙江的许可证",
                    "Jiangxi looks a licence of Zhejiang up by its holder and type"),
            of(NATIONAL, JIANGXI, "long-term", "国家平台核验江西一张长期有效的营业执照",
                    "The national platform checks a business licence of Jiangxi without an end"),
            of(JIANGXI, NATIONAL, "valid", "部委颁发的证照由国家平台回答，结论由网关得出",
                    "A ministry's licence is answered for nationally; the gateway draws the verdict"),
            of(NATIONAL, ZHEJIANG, "valid", "国家平台核验浙江的许可证", "The national platform checks a licence of Zhejiang"),
            of(ZHEJIANG, NATIONAL, "middle-dot-folded", "姓名中的间隔号写法不同：按折叠后比对，结论注明",
                    "Another middle dot in the name: compared folded, and the verdict says so"),
            of(GUIZHOU, GUANGDONG, "valid", "贵州务工者在广州的许可证：SOAP（GBK）问，JSON 三步答（令牌、授权码、证照）",
                    "Guizhou asks in SOAP and GBK; Guangdong answers in three steps: token, authorisation code, licence"),
            of(GUANGDONG, GUIZHOU, "valid", "广东核验贵州的许可证：JSON 问，SOAP（GBK）答", "Guangdong asks in JSON; Guizhou answers in SOAP and GBK"),
            of(GUIZHOU, ZHEJIANG, "holder-exact", "贵州按持证主体查询浙江的许可证", "Guizhou looks a licence of Zhejiang up by its holder"),
            of(ZHEJIANG, GUIZHOU, "long-term", "浙江核验贵州一张长期有效的营业执照", "Zhejiang checks a business licence of Guizhou without an end"),
            of(GUIZHOU, JIANGXI, "valid", "贵州核验江西的许可证", "Guizhou checks a licence of Jiangxi"),
            of(JIANGXI, GUIZHOU, "middle-dot-folded", "贵州导游的姓名含间隔号：折叠后相符", "A guide of Guizhou with a middle dot in the name: it matches folded"),
            of(GUIZHOU, NATIONAL, "valid", "贵州核验一张部委颁发的证照", "Guizhou checks a ministry's licence"),
            of(NATIONAL, GUIZHOU, "holder-exact", "国家平台按持证主体查询贵州的许可证", "The national platform looks a licence of Guizhou up by its holder"),
            of(GUANGDONG, JIANGXI, "holder-exact", "广东按持证主体查询江西的许可证", "Guangdong looks a licence of Jiangxi up by its holder"),
            of(JIANGXI, GUANGDONG, "long-term", "江西核验广东一张长期有效的营业执照", "Jiangxi checks a business licence of Guangdong without an end"),
            of(GUANGDONG, ZHEJIANG, "valid", "广东核验浙江的许可证", "Guangdong checks a licence of Zhejiang"),
            of(ZHEJIANG, GUANGDONG, "brackets-folded", "广东企业名称的括号写法不同：折叠后相符",
                    "Other brackets in the name of an enterprise of Guangdong: it matches folded"),
            of(GUANGDONG, NATIONAL, "long-term", "广东核验一张部委颁发的长期证照", "Guangdong checks a ministry's licence without an end"),
            of(NATIONAL, GUANGDONG, "valid", "国家平台核验广东的许可证", "The national platform checks a licence of Guangdong"));

    private static EveryPair of(Platform caller, Platform answerer, String name, String chinese, String english) {
        return new EveryPair(caller, answerer, name, chinese, english);
    }
}
