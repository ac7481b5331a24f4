package dev.nephelite.cloud.control;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.FunctionList;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.admin.HostControl.HostState;
import java.util.List;

/** The functions of the app, including those that cannot run. */
record FunctionsResource(ControlledCloud cloud) implements Handler.Synchronous {
    @Override
    public Response handle(HttpRequest request) {
        List<HostedFunction> functions = cloud.functionHost()
                .map(host -> requireRunningApp(host).functions())
                .orElse(List.of());
        return JsonResponse.of(200, new FunctionList(functions).json());
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
