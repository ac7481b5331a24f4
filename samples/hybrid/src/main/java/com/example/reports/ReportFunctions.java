package com.example.reports;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;

/** Writes the reports that the API has put in the queue. */
public class ReportFunctions {
    @FunctionName("WriteReport")
    @BlobOutput(name = "$return", path = "reports/{id}", connection = "AzureWebJobsStorage")
    public String write(
            @QueueTrigger(name = "order", queueName = "reports", connection = "AzureWebJobsStorage") String order,
            @BindingName("id") String id,
            @BindingName("topic") String topic) {
        return "Report " + id + " is about " + topic + ".";
    }
}
