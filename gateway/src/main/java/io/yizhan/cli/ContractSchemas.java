package io.yizhan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.contract.Contract;
import io.yizhan.mapping.Schemas;
import io.yizhan.vocabulary.Outcome;

/** The contract's schemas, for whoever tries samples. */
record ContractSchemas(Contract contract) implements Schemas {
    private static final String REPLY = "reply";

    @Override
    public Outcome<JsonNode> received(String dialect, String kind, String message, JsonNode json) {
        return message.equals(REPLY) ? contract.accept(dialect, kind, message, json) : contract.validate(dialect, kind, message, json);
    }

    @Override
    public Outcome<JsonNode> written(String dialect, String kind, String message, JsonNode json) {
        return contract.validate(dialect, kind, message, json);
    }
}
