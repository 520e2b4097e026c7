using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Trail;

/// <summary>Writes events with their links as JSON lines, oldest first. The export is an event itself.</summary>
public sealed class ExportHistory(PiaDbContext db)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<IActionResult> Handle(HistoryFilter filter,
        IQueryable<Guid>? owners, Guid? assessmentId, string fileName, Actor actor, HttpResponse response, CancellationToken cancellationToken)
    {
        // The event is written before the first byte is sent.
        await db.RecordAsync(actor, AuditVerbs.Exported, nameof(AuditEvent), assessmentId ?? filter.Person ?? filter.Organisation
            ?? Guid.Empty, assessmentId, cancellationToken);
        response.ContentType = "application/jsonl; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        var open = filter.Open(db) ?? db.Assessments.Select(a => a.Id).Where(_ => false);
        var lines = from e in filter.Events(db, owners)
                    join link in db.AuditLinks on e.Id equals link.EventId
                    orderby link.Sequence
                    select new { Event = e, Link = link, IsOpen = open.Contains(e.OwnerId!.Value) };
        await using var writer = new Utf8JsonWriter(response.BodyWriter, Plain);
        await foreach (var line in lines.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(writer, filter.Shown(line.Event, line.IsOpen), line.Link);
            await writer.FlushAsync(cancellationToken);
            writer.Reset();
            response.BodyWriter.GetSpan(1)[0] = (byte)'\n';
            response.BodyWriter.Advance(1);
        }
        await response.BodyWriter.FlushAsync(cancellationToken);
        return new EmptyResult();
    }

    /// <summary>Before and after stay strings, exactly as hashed. Where they are left out, so is the salt: they could be guessed with it.</summary>
    private static void Write(Utf8JsonWriter json, AuditEvent e, AuditLink link)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence", link.Sequence);
        json.WriteString("id", e.Id);
        json.WriteString("at", e.At.UtcDateTime);
        json.WriteString("accountId", e.AccountId);
        json.WriteString("account", e.AccountName);
        json.WriteString("verb", e.Verb);
        json.WriteString("subject", e.Subject);
        json.WriteString("subjectId", e.SubjectId);
        if (e.OwnerId is { } owner)
            json.WriteString("ownerId", owner);
        foreach (var (name, value) in new[] { ("reason", e.Reason), ("before", e.Before), ("after", e.After),
            ("salt", e.Salt?.ToString()) })
        {
            if (value is not null)
                json.WriteString(name, value);
        }
        json.WriteString("requestId", e.RequestId);
        json.WriteString("details", Convert.ToHexStringLower(link.Details));
        json.WriteString("previous", Convert.ToHexStringLower(link.Previous));
        json.WriteString("hash", Convert.ToHexStringLower(link.Hash));
        json.WriteEndObject();
    }
}
