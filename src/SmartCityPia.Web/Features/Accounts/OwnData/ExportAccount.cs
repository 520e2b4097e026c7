using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Accounts.OwnData;

/// <summary>What is held on one account, as a file. The export is an event.</summary>
public sealed class ExportAccount(PiaDbContext db, LiveSettings settings, IStringLocalizerFactory texts)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="reason">Why an administrator takes it; null of one's own.</param>
    public async Task<byte[]> Handle(Guid account, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        // First, so that the file names it too.
        await db.RecordAsync(actor, AuditVerbs.Exported, nameof(Account), account, null, cancellationToken, reason);
        var file = new JsonObject
        {
            ["city"] = settings.Now.Identity.Name,
            ["account"] = account,
            ["madeAt"] = actor.At.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["kinds"] = new JsonArray([.. KindsHeld.Of(settings.Now.Retention, texts).Select(k => new JsonObject { ["kind"] = k.Name, ["purpose"] = k.Purpose, ["period"] = k.Period })]),
        };
        var (held, cut) = (new JsonObject(), new JsonArray());
        foreach (var table in await HeldOnAccounts.Read(db, account, cancellationToken))
        {
            held[table.Table] = table.Rows;
            if (table.IsCut)
                cut.Add(table.Table);
        }
        file["held"] = held;
        file["cut"] = cut;
        file["notHandedOut"] = new JsonObject(HeldOnAccounts.Kept.Select(k => KeyValuePair.Create(k.Key.Name.Split('`')[0], (JsonNode?)k.Value)));
        return JsonSerializer.SerializeToUtf8Bytes(file, Readable);
    }
}
