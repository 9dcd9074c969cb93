package io.yizhan.sixth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading.Answer;
import io.yizhan.sandbox.platforms.Reading.Status;
import io.yizhan.sandbox.platforms.Reading.Verdict;
import io.yizhan.sandbox.platforms.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The licences the sixth platform keeps, and what asking for each must come to. None of them exists. */
enum Papers {
    IN_FORCE("1.2.156.3005.2.11100000YANGBEN00L001.11460100YANGBEN069.YB000001.001.N", "A", "ever", Answer.VALID, Optional.empty()),
    OVER("1.2.156.3005.2.11100000YANGBEN00L001.11460100YANGBEN069.YB000002.001.7", "C", "2020.05.31", Answer.EXPIRED, Optional.empty()),
    HELD_BACK(
            "1.2.156.3005.2.11100000YANGBEN00L001.11460100YANGBEN069.YB000003.001.S",
            "D", "2098.12.31", Answer.NOT_IN_FORCE, Optional.of(Status.SUSPENDED)),
    UNHEARD_OF("1.2.156.3005.2.11100000YANGBEN00L001.11460100YANGBEN069.YB999999.001.F", "", "", Answer.NO_MATCH, Optional.empty());

    static final String HOLDER = "海口样本餐饮甲有限公司";
    private static final JsonMapper JSON = new JsonMapper();

    private final String oid;
    private final String state;
    private final String till;
    private final Answer answer;
    private final Optional<Status> reason;

    Papers(String oid, String state, String till, Answer answer, Optional<Status> reason) {
        this.oid = oid;
        this.state = state;
        this.till = till;
        this.answer = answer;
        this.reason = reason;
    }

    Question.Licence question() {
        return Question.identifier(oid);
    }

    Optional<Verdict> expected() {
        return Optional.of(new Verdict(answer, reason, List.of(), Optional.empty()));
    }

    /** The row of a licence; of verdicts it says nothing, they follow. */
    static Optional<ObjectNode> row(JsonNode find) {
        return Arrays.stream(values())
                .filter(paper -> !paper.state.isEmpty() && paper.oid.equals(find.path("value").asText()))
                .findFirst()
                .map(Papers::row);
    }

    private ObjectNode row() {
        ObjectNode row = JSON.createObjectNode()
                .put("oid", oid)
                .put("title", "食品经营许可证")
                .put("sort", "11100000YANGBEN00L001")
                .put("no", "YB460100-" + ordinal())
                .put("made", "2015.06.01")
                .put("since", "2015.06.01")
                .put("till", till)
                .put("place", "460100")
                .put("state", state);
        row.putObject("maker").put("title", "海口样本行政审批局").put("unit", "11460100YANGBEN069");
        row.putObject("owner").put("title", HOLDER).put("cert", "91460100YANGBEN10F").put("kind", "U");
        return row;
    }
}
