using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>The two states to compare.</summary>
/// <param name="To">Null for the draft (the live rows).</param>
public sealed record Between(int From, int? To)
{
    public const string Draft = "draft";

    public string ToName => To is { } number ? number.ToString(CultureInfo.InvariantCulture) : Draft;

    /// <summary>The states named in the address. By default the two newest versions, or the only version and the draft.</summary>
    /// <returns>Null if there is no such version, or nothing to compare.</returns>
    public static Between? Of(Assessment assessment, string? from, string? to)
    {
        var newest = assessment.Versions;
        int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            && number <= newest ? number : null;
        int? until = string.IsNullOrEmpty(to) ? newest > 1 ? newest : null : Number(to);
        if (!string.IsNullOrEmpty(to) && to != Draft && until is null)
            return null;
        var since = string.IsNullOrEmpty(from) ? until is { } number ? Math.Max(1, number - 1) : newest : Number(from);
        return since is null or 0 ? null : new(since.Value, until);
    }
}

/// <summary>Reads the two states and compares them.</summary>
public sealed class CompareVersions(PiaDbContext db)
{
    /// <param name="live">The dossier of this request, with the city if the draft is compared.</param>
    public async Task<IReadOnlyList<RowChange>> Handle(Between between, Dossier live, CancellationToken cancellationToken)
    {
        var frozen = await db.AssessmentVersions.AsNoTracking()
            .Where(v => v.AssessmentId == live.Head.AssessmentId && (v.Number == between.From || v.Number == between.To))
            .Select(v => new { v.Number, v.Json }).ToDictionaryAsync(v => v.Number, v => v.Json, cancellationToken);
        return DossierDiff.Between(CanonicalJson.Read(frozen[between.From]), between.To is { } to ? CanonicalJson.Read(frozen[to]) : live);
    }
}
