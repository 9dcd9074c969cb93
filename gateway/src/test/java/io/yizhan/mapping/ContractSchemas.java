package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.contract.Contract;
import io.yizhan.vocabulary.Outcome;

/** The shipped schemas, held against messages as the gateway does: a request must be exact, in an answer we pass over what we do not know. */
record ContractSchemas(Contract contract) implements Schemas {
    @Override
    public Outcome<JsonNode> received(String dialect, String kind, String message, JsonNode json) {
        return message.equals("reply") ? contract.accept(dialect, kind, message, json) : contract.validate(dialect, kind, message, json);
    }

    @Override
    public Outcome<JsonNode> written(String dialect, String kind, String message, JsonNode json) {
        return contract.validate(dialect, kind, message, json);
    }
}
