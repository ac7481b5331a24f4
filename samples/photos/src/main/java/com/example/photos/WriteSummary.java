package com.example.photos;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.StorageAccount;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.List;

/** Counts the pictures, as often as the setting {@code SUMMARY_SCHEDULE} says. */
public class WriteSummary {
    @FunctionName("WriteSummary")
    @StorageAccount("AzureWebJobsStorage")
    @BlobOutput(name = "$return", path = "summaries/latest.json")
    public Summary run(
            @TimerTrigger(name = "timer", schedule = "%SUMMARY_SCHEDULE%") String timer, ExecutionContext context) {
        Summary summary = Summary.of(Records.all());
        context.getLogger().info(summary.count() + " pictures, " + summary.totalBytes() + " bytes");
        return summary;
    }

    record Summary(int count, long totalBytes) {
        static Summary of(List<PhotoRecord> records) {
            long bytes = records.stream().mapToLong(PhotoRecord::getBytes).sum();
            return new Summary(records.size(), bytes);
        }
    }
}
