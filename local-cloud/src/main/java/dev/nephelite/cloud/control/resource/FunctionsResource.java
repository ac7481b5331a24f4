package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.ControlException;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.FunctionList;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.StatisticsList;
import dev.nephelite.function.admin.HostControl.HostState;
import java.util.List;

/** The functions of the app. */
public record FunctionsResource(ControlledCloud cloud) {
    /** Answers with the functions, also those that cannot run, and why they cannot. */
    public Response list(HttpRequest request) {
        List<HostedFunction> functions = cloud.functionHost()
                .map(host -> requireRunningApp(host).functions())
                .orElse(List.of());
        return JsonResponse.of(200, new FunctionList(functions).json());
    }

    /** Answers with what the invocations of each function took since the cloud has started. */
    public Response statistics(HttpRequest request) {
        StatisticsList statistics = cloud.functionHost()
                .map(FunctionsResource::requireRunningApp)
                .map(FunctionHost::statistics)
                .orElse(new StatisticsList(List.of()));
        return JsonResponse.of(200, statistics.json());
    }

    /**
     * Returns {@code host} if it runs an app.
     *
     * @throws ControlException if it does not; the message says why
     */
    static FunctionHost requireRunningApp(FunctionHost host) {
        host.loadFailure().ifPresent(reason -> {
            throw ControlError.APP_FAILED.exception(reason.summary());
        });
        if (host.state() == HostState.OFFLINE) {
            throw ControlError.APP_OFFLINE.exception("The app is offline until app_offline.htm is removed.");
        }
        if (!host.loaded().isDone()) {
            throw ControlError.STARTING.exception("The function app is still starting.");
        }
        return host;
    }
}
