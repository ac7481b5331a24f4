package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.why.Subject;
import dev.nephelite.function.why.SubjectParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a function ran, did not run, or ran several times. */
public record WhyResource(ControlledCloud cloud) implements Handler.Synchronous {
    private static final List<Subject.Kind> KINDS = List.of(
            Subject.Kind.BLOB,
            Subject.Kind.MESSAGE,
            Subject.Kind.TIME,
            Subject.Kind.REQUEST,
            Subject.Kind.EVENT,
            Subject.Kind.RUN);

    @Override
    public Response handle(HttpRequest request) {
        FunctionHost host = cloud.functionHost()
                .orElseThrow(() -> ControlError.NOT_FOUND.exception("There are no functions, because no app runs."));
        try {
            QueryParameters parameters = QueryParameters.parseLeniently(request.rawQuery());
            @Nullable String function = parameters.get("function");
            if (function == null) {
                throw new IllegalArgumentException("The parameter function is missing.");
            }
            return JsonResponse.of(200, host.why(function, subject(parameters)).json());
        } catch (IllegalArgumentException invalid) {
            throw ControlError.INVALID_PARAMETER.exception(String.valueOf(invalid.getMessage()));
        }
    }

    private static SubjectParser.@Nullable Text subject(QueryParameters parameters) {
        List<SubjectParser.Text> given = new ArrayList<>();
        @Nullable String about = parameters.get("about");
        if (about != null) {
            given.add(new SubjectParser.Text(null, about));
        }
        for (Subject.Kind kind : KINDS) {
            @Nullable String text = parameters.get(kind.parameter());
            if (text != null) {
                given.add(new SubjectParser.Text(kind, text));
            }
        }
        if (given.size() > 1) {
            throw new IllegalArgumentException(
                    "Give only one of the parameters about, blob, message, time, request, event and run.");
        }
        return given.isEmpty() ? null : given.get(0);
    }
}
