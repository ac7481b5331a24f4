package dev.nephelite.function.trigger.timer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.function.schedule.Schedule;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.worker.TypedData;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a timer runs its function, and what the function is told. */
enum TimerTriggerData {
    ON_SCHEDULE(""),
    PAST_DUE("IsPastDue"),
    ON_STARTUP("RunOnStartup"),
    BY_HAND("");

    private final String unscheduledReason;

    TimerTriggerData(String unscheduledReason) {
        this.unscheduledReason = unscheduledReason;
    }

    /**
     * Makes the trigger of a run.
     *
     * @param status before this run, or null when none is kept
     * @param due when the run should have been
     */
    Trigger trigger(Schedule schedule, @Nullable TimerStatus status, ZonedDateTime due, ZonedDateTime now) {
        String moment = TimerStatus.FULL.format(now);
        Map<String, String> details = new LinkedHashMap<>();
        if (!unscheduledReason.isEmpty()) {
            details.put("UnscheduledInvocationReason", unscheduledReason);
            details.put("OriginalSchedule", TimerStatus.FULL.format(due));
        }
        return new Trigger(
                this == BY_HAND ? Trigger.BY_HAND : "Timer fired at " + moment,
                details,
                new TypedData.Json(payload(schedule, status).toString()),
                Map.of("TimerTrigger", new TypedData.Text(moment)));
    }

    private ObjectNode payload(Schedule schedule, @Nullable TimerStatus status) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.putObject("Schedule").put("AdjustForDST", schedule.adjustsForDaylightSaving());
        payload.set("ScheduleStatus", status == null ? payload.nullNode() : status.shown());
        return payload.put("IsPastDue", this == PAST_DUE);
    }
}
