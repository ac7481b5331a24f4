package dev.nephelite.cloud.control;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.StatisticsList;
import java.util.List;

/** What the invocations of each function took since the cloud has started. */
record StatisticsResource(ControlledCloud cloud) implements Handler.Synchronous {
    @Override
    public Response handle(HttpRequest request) {
        StatisticsList statistics = cloud.functionHost()
                .map(FunctionsResource::requireRunningApp)
                .map(FunctionHost::statistics)
                .orElse(new StatisticsList(List.of()));
        return JsonResponse.of(200, statistics.json());
    }
}
