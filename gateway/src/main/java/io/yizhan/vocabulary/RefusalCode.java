package io.yizhan.vocabulary;

import java.util.Locale;

/** Every way an exchange can be refused. The codes are stable: partners program against them. */
public enum RefusalCode {
    UNKNOWN_PARTNER(Fault.CALLER, 401, "调用方未登记", "The caller is not registered."),
    BAD_SIGNATURE(Fault.CALLER, 401, "签名校验不通过", "The signature does not verify."),
    STALE(Fault.CALLER, 401, "请求时间超出允许范围", "The time of the request is outside the allowed window."),
    REPLAYED(Fault.CALLER, 409, "该请求已处理过，不能重放", "This very request was seen before."),
    NOT_AGREED(Fault.CALLER, 403, "没有允许此次交换的协议", "No agreement allows this exchange."),
    SUSPENDED(Fault.CALLER, 403, "调用方已被暂停", "The caller is suspended."),
    TOO_LARGE(Fault.CALLER, 413, "报文超过大小上限", "The message is larger than allowed."),
    TOO_MANY(Fault.CALLER, 429, "超过约定的次数", "More requests than agreed."),
    MALFORMED(Fault.CALLER, 400, "报文无法解析", "The message cannot be read."),
    SCHEMA_VIOLATION(Fault.CALLER, 422, "报文不符合规范", "The message does not follow its schema."),
    UNMAPPABLE(Fault.CALLER, 422, "代码或取值无法转换", "A code or value has no counterpart."),
    CONSENT_MISSING(Fault.CALLER, 403, "缺少持证主体的授权", "The holder's authorisation is missing."),
    UNKNOWN_KIND(Fault.CALLER, 404, "没有这种交换业务", "There is no such kind of exchange."),
    NO_SUCH_FILE(Fault.CALLER, 404, "没有这个文件，或提供期限已过", "There is no such file for this caller, or no longer."),
    NO_SUCH_MESSAGE(Fault.CALLER, 404, "没有这条报文", "There is no such message for this caller, or no longer."),
    NO_SUCH_CASE(Fault.CALLER, 404, "没有这个办件", "There is no such case for this caller."),
    ILLEGAL_STEP(Fault.CALLER, 409, "当前状态下不能进行该步骤", "The state of the case does not allow this step."),
    NO_SUCH_REGION(Fault.CALLER, 404, "没有这个地区", "There is no such region."),
    NO_ENDPOINT(Fault.GATEWAY, 503, "对方地区未登记接口", "The answering region has registered no endpoint."),
    CONFLICTING_DUPLICATE(Fault.CALLER, 409, "相同编号的报文内容不同", "Another message with this id but other content was seen before."),
    ENDPOINT_UNAVAILABLE(Fault.ANSWERER, 503, "对方平台暂不可用", "The answering platform is unavailable."),
    ENDPOINT_TIMEOUT(Fault.ANSWERER, 504, "对方平台超时", "The answering platform did not answer in time."),
    ENDPOINT_REFUSED(Fault.ANSWERER, 502, "对方平台拒绝了请求", "The answering platform refused the request."),
    ENDPOINT_BAD_ANSWER(Fault.ANSWERER, 502, "对方平台的应答无法识别", "The answering platform's answer cannot be used."),
    EXPIRED(Fault.ANSWERER, 504, "超过投递期限，仍未送达", "It could not be delivered before it expired."),
    OUTCOME_UNKNOWN(Fault.ANSWERER, 504, "不知对方是否已收到", "It is not known whether the answering platform has received it."),
    EVIDENCE_UNAVAILABLE(Fault.GATEWAY, 503, "留痕服务不可用，不提供任何应答数据", "Evidence cannot be written, so no answer is disclosed."),
    GATEWAY_UNAVAILABLE(Fault.GATEWAY, 503, "网关暂时无法受理，请稍后重试", "The gateway cannot take this at the moment."),
    GATEWAY_FAULT(Fault.GATEWAY, 500, "网关内部故障", "The gateway failed.");

    private final Fault fault;
    private final int status;
    private final String chinese;
    private final String english;

    RefusalCode(Fault fault, int status, String chinese, String english) {
        this.fault = fault;
        this.status = status;
        this.chinese = chinese;
        this.english = english;
    }

    /** The stable code, as written on the wire: {@code bad-signature}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Fault fault() {
        return fault;
    }

    /** The HTTP status for partners that are answered with one. */
    public int status() {
        return status;
    }

    public String chinese() {
        return chinese;
    }

    public String english() {
        return english;
    }
}
