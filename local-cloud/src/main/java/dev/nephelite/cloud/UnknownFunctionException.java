package dev.nephelite.cloud;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import java.util.List;
import java.util.stream.Collectors;

/** {@link FunctionApp#only} names functions that the app does not have. */
public final class UnknownFunctionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownFunctionException(List<String> unknown, App app) {
        super("There is no function '" + String.join("', '", unknown) + "' in the app. "
                + app.functions().stream()
                        .map(FunctionDefinition::name)
                        .sorted(String.CASE_INSENSITIVE_ORDER)
                        .collect(Collectors.joining(", ", "Its functions are: ", ".")));
    }
}
