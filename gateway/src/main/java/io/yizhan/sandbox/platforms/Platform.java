package io.yizhan.sandbox.platforms;

/** The simulated platforms. */
public enum Platform {
    JIANGXI("jiangxi", "江西", "Jiangxi", "360000", new Question.Requester("11360100YANGBEN013", "南昌样本行政审批局", "企业准入处", "jx-0001", "样本甲")),
    NATIONAL("national", "国家平台", "National platform", "000000", new Question.Requester("11100000YANGBEN10M", "样本部", "审批司", "gj-0001", "样本乙")),
    ZHEJIANG("zhejiang", "浙江", "Zhejiang", "330000", new Question.Requester("11330100YANGBEN02R", "杭州样本市场监督管理局", "注册分局", "zj-0001", "样本丙")),
    GUIZHOU("guizhou", "贵州", "Guizhou", "520000", new Question.Requester("11520100YANGBEN049", "贵阳样本政务服务中心", "综合窗口", "gz-0001", "样本丁")),
    GUANGDONG("guangdong", "广东", "Guangdong", "440000", new Question.Requester("11440100YANGBEN05X", "广州样本行政审批局", "市场准入处", "gd-0001", "样本戊"));

    private final String id;
    private final String chinese;
    private final String english;
    private final String region;
    private final Question.Requester requester;

    Platform(String id, String chinese, String english, String region, Question.Requester requester) {
        this.id = id;
        this.chinese = chinese;
        this.english = english;
        this.region = region;
        this.requester = requester;
    }

    /** Its partner id, and the name of its dialect. */
    public String id() {
        return id;
    }

    /** What its own events are registered under, where it speaks in events. */
    public String source() {
        return "urn:yizhan:sandbox:" + id;
    }

    public String chinese() {
        return chinese;
    }

    public String english() {
        return english;
    }

    /** Six digits. */
    public String region() {
        return region;
    }

    /** The authority that asks through this platform, unless a question names another. */
    public Question.Requester requester() {
        return requester;
    }
}
