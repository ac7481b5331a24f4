package dev.nephelite.function;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.worker.ContentForm;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Finds what a function relies on here and would not get in Azure, so that its author hears of it before deploying. */
final class PortabilityWarnings {
    private static final Set<String> DECODED_BY_DATA_TYPE = ignoringCase("blob", "blobTrigger", "queueTrigger");

    private PortabilityWarnings() {}

    private static Set<String> ignoringCase(String... types) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of(types));
        return names;
    }

    /**
     * Returns one sentence or more per difference.
     *
     * @param forms how the function takes the content of the binding of a name
     */
    static List<String> of(FunctionDefinition function, Function<String, ContentForm> forms) {
        return function.bindings().stream()
                .filter(binding -> !binding.isBinary() && DECODED_BY_DATA_TYPE.contains(binding.type()))
                .filter(binding -> forms.apply(binding.name()) != ContentForm.VALUE)
                .map(binding -> decoded(function, binding, forms.apply(binding.name())))
                .toList();
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
