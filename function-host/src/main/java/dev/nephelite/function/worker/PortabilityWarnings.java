package dev.nephelite.function.worker;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a function relies on here and would not get in Azure, so that its author hears of it before deploying. */
final class PortabilityWarnings {
    private static final Set<String> DECODED_BY_DATA_TYPE = Set.of("blob", "blobtrigger", "queuetrigger");

    private PortabilityWarnings() {}

    /** Returns a warning for each difference, the function and the remedy included. */
    static List<String> of(FunctionDefinition function, Parameters parameters, ResultType result) {
        List<String> warnings = new ArrayList<>();
        for (BindingDefinition binding : function.bindings()) {
            ContentForm form = parameters.contentForm(binding.name());
            boolean decoded = DECODED_BY_DATA_TYPE.contains(binding.type().toLowerCase(Locale.ROOT));
            if (decoded && !binding.isBinary() && form != ContentForm.VALUE) {
                warnings.add(decoded(function, binding, form));
            }
        }
        if (result.isFuture()) {
            warnings.add(("Function '%s' returns a %s, and Nephelite waits for its value. Azure does not, and takes the"
                            + " future itself for the result. For Azure, return the value.")
                    .formatted(function.name(), result.name()));
        }
        return warnings;
    }

    private static String decoded(FunctionDefinition function, BindingDefinition binding, ContentForm form) {
        String remedy = form == ContentForm.STREAM
                ? "take a byte[] and add dataType = \"binary\" to its annotation."
                : "add dataType = \"binary\" to its annotation.";
        return ("The parameter '%s' of function '%s' gets its content as bytes, untouched. Azure would decode it as text,"
                        + " which destroys pictures and other binary data. For Azure, %s")
                .formatted(binding.name(), function.name(), remedy);
    }
}
