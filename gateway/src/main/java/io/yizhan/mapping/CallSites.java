package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.BuiltinFunctions;
import com.schibsted.spt.data.jslt.impl.ExpressionImpl;
import com.schibsted.spt.data.jslt.impl.ExpressionNode;
import com.schibsted.spt.data.jslt.impl.FunctionExpression;
import com.schibsted.spt.data.jslt.impl.Location;
import java.util.Set;

/**
 * Tells calls of the engine's own functions where in the file they stand: these fail without saying where, operators do say it.
 * Calls inside a {@code def} are not reached; they fail with the file's name only.
 */
final class CallSites {
    private CallSites() {}

    /** @param own names of functions that are ours, and say what is wrong themselves, even where the engine has one of that name */
    static Expression locate(Expression compiled, Set<String> own) {
        if (compiled instanceof ExpressionImpl file) {
            file.getChildren().forEach(child -> locate(child, own));
        }
        return compiled;
    }

    private static void locate(ExpressionNode node, Set<String> own) {
        if (node instanceof FunctionExpression call) {
            Function function = BuiltinFunctions.functions.get(call.getFunctionName());
            if (function != null && !own.contains(call.getFunctionName())) {
                call.resolve(new Located(function, call.getLocation()));
            }
        }
        node.getChildren().forEach(child -> locate(child, own));
    }

    private record Located(Function function, Location location) implements Function {
        @Override
        public String getName() {
            return function.getName();
        }

        @Override
        public int getMinArguments() {
            return function.getMinArguments();
        }

        @Override
        public int getMaxArguments() {
            return function.getMaxArguments();
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] arguments) {
            try {
                return function.call(input, arguments);
            } catch (JsltException nowhere) {
                throw new JsltException(nowhere.getMessageWithoutLocation(), nowhere, location);
            }
        }
    }
}
