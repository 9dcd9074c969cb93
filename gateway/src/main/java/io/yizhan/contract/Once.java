package io.yizhan.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.HashSet;
import java.util.Set;

/**
 * Our own keyword {@code x-once: <field>} beside a list of objects: no two of them have the same value in that field. What is wrong is the later
 * one. {@code uniqueItems} compares objects as a whole and could not say so.
 */
final class Once extends AbstractKeyword {
    static final String MARK = "x-once";

    Once() {
        super(MARK);
    }

    @Override
    public KeywordValidator newValidator(SchemaLocation location, JsonNode written, Schema parent, SchemaContext context) {
        return new Compared(this, location, written, parent, context);
    }

    private static final class Compared extends BaseKeywordValidator {
        private final String field;

        Compared(Keyword keyword, SchemaLocation location, JsonNode written, Schema parent, SchemaContext context) {
            super(keyword, written, location, parent, context);
            field = written.asText();
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode list, JsonNode root, NodePath place) {
            Set<JsonNode> seen = new HashSet<>();
            for (int i = 0; i < list.size(); i++) {
                JsonNode value = list.path(i).path(field);
                if (!value.isMissingNode() && !seen.add(value)) {
                    execution.addError(error()
                            .instanceNode(value)
                            .instanceLocation(place.append(i).append(field))
                            .evaluationPath(execution.getEvaluationPath())
                            .locale(execution.getExecutionConfig().getLocale())
                            .build());
                }
            }
        }
    }
}
