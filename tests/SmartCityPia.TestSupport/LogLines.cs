using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace SmartCityPia.TestSupport;

/// <summary>What the application logs, as the lines production would write.</summary>
public sealed class LogLines : ILogEventSink
{
    private static readonly CompactJsonFormatter Formatter = new();

    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> All => [.. lines];

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        Formatter.Format(logEvent, line);
        lines.Enqueue(line.ToString());
    }
}
