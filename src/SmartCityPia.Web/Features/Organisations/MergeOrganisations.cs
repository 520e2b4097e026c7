using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Organisations;

/// <summary>What a merge would do.</summary>
/// <param name="Uses">What moves to the organisation that is kept.</param>
/// <param name="Joined">Descriptions in which both are stakeholders: the two rows become one, with the texts of both.</param>
public sealed record MergePreview(Organisation Kept, IReadOnlyList<OrganisationUses.Use> Uses, int Joined);

/// <summary>Makes one organisation of two that are the same body: what names the one names the other afterwards.</summary>
/// <remarks>Frozen versions keep the names they were signed with; the city, which is read from them, knows one body.</remarks>
public sealed class MergeOrganisations(PiaDbContext db)
{
    public async Task<MergePreview?> Preview(Guid id, Guid into, CancellationToken cancellationToken)
    {
        var kept = id == into ? null : await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == into, cancellationToken);
        return kept is null ? null : new(kept, await db.UsesOf(id, cancellationToken), await Both(id, into).CountAsync(cancellationToken));
    }

    /// <returns>Invalid: a joined text would be too long, or a coalition would have one member; the sentence says where.</returns>
    public Task<Outcome> Handle(Guid id, Guid into, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Whoever merges the other way round at this moment waits for the same rows in the same order.
        var both = await db.Organisations.FromSql($"SELECT *, xmin FROM organisations WHERE id IN ({id}, {into}) ORDER BY id FOR UPDATE").ToListAsync(cancellationToken);
        if (id == into || both.Find(o => o.Id == id) is not { } merged || both.Find(o => o.Id == into) is not { } kept)
            return new Outcome.NotFound();
        if (await db.Coalitions.Where(c => c.Members.Contains(id) && c.Members.Contains(into) && c.Members.Count == CoalitionDetails.FewestMembers)
            .Select(c => c.Name).FirstOrDefaultAsync(cancellationToken) is { } coalition)
            return new Outcome.Invalid([new("", "MergeCoalition", coalition)]);
        var uses = await db.UsesOf(id, cancellationToken);
        var touched = await Touched(id).ToListAsync(cancellationToken);
        if (await Join(id, into, merged.Name, cancellationToken) is { } tooLong)
            return new Outcome.Invalid([tooLong]);
        // What the kept body accepted stands.
        if (await db.PlanParticipants.Where(p => p.Id == id || p.Id == into).ToListAsync(cancellationToken) is [_, _] accepted)
            db.Remove(accepted.Single(p => p.Id == id));
        await CarryDecisions(id, into, cancellationToken);
        await db.SaveAsync(actor, cancellationToken);
        await db.Replace(id, into, cancellationToken);
        db.Add(new MergedOrganisation { Id = id, IntoId = into, MergedAt = actor.At });
        db.Remove(merged);
        await db.SaveAsync(actor, cancellationToken);
        var what = JsonSerializer.Serialize(new { merged = merged.Name, id, moved = uses.ToDictionary(u => $"{u.Place.Kind}.{u.Place.Field}", u => u.Count, StringComparer.Ordinal) });
        foreach (var assessment in touched.Cast<Guid?>().Prepend(null))
            await db.RecordAsync(actor, AuditVerbs.Merged, nameof(Organisation), into, assessment, cancellationToken, after: what);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    });

    private IQueryable<Stakeholder> Both(Guid id, Guid into) =>
        db.Stakeholders.Where(s => s.OrganisationId == id && db.Stakeholders.Any(other => other.OwnerId == s.OwnerId && other.OrganisationId == into));

    /// <summary>Assessments whose description or safeguards name it, or whose agency or vendor it is.</summary>
    private IQueryable<Guid> Touched(Guid id) => db.Assessments.Where(a => a.AgencyId == id || a.VendorId == id
        || db.Stakeholders.Any(s => s.OwnerId == a.DescriptionId && s.OrganisationId == id)
        || db.Datasets.Any(d => d.OwnerId == a.DescriptionId && d.HolderId == id)
        || db.DataFlows.Any(f => f.OwnerId == a.DescriptionId && f.RecipientId == id)
        || db.Measures.Any(m => m.OwnerId == a.DescriptionId && m.ResponsibleId == id)).Select(a => a.Id);

    private async Task<FieldError?> Join(Guid id, Guid into, string name, CancellationToken cancellationToken)
    {
        var rows = await Both(id, into).ToListAsync(cancellationToken);
        var owners = rows.ConvertAll(r => r.OwnerId);
        var keeps = await db.Stakeholders.Where(s => s.OrganisationId == into && owners.Contains(s.OwnerId)).ToDictionaryAsync(s => s.OwnerId, cancellationToken);
        foreach (var row in rows)
        {
            var keep = keeps[row.OwnerId];
            keep.Expectations = TextOf(keep.Expectations, row.Expectations);
            keep.Fears = TextOf(keep.Fears, row.Fears);
            if (keep.Expectations?.Length > Limits.Text || keep.Fears?.Length > Limits.Text)
            {
                var where = await db.Assessments.Where(a => a.DescriptionId == row.OwnerId).Select(a => a.Reference).FirstAsync(cancellationToken);
                return new("", "MergeTooLong", where, Limits.Text.ToString(CultureInfo.CurrentCulture));
            }
            db.Remove(row);
        }
        return null;

        string? TextOf(string? kept, string? other) => string.IsNullOrWhiteSpace(other) || kept == other ? kept : string.IsNullOrWhiteSpace(kept) ? other : $"{kept}\n\n{name}: {other}";
    }

    /// <summary>Decisions name who can tell what by id: a decision about the merged body is one about the kept body, unless there is one already.</summary>
    private async Task CarryDecisions(Guid id, Guid into, CancellationToken cancellationToken)
    {
        var (from, to) = (CityId.Of(id), CityId.Of(into));
        var decisions = await db.FindingDispositions.Where(d => d.FindingKey.Contains(from) || d.FindingKey.Contains(to)).ToListAsync(cancellationToken);
        var taken = decisions.Select(d => (d.OwnerId, d.FindingKey)).ToHashSet();
        // Tracked, so that each has its event: the trail is checked against these rows.
        foreach (var decision in decisions.Where(d => d.FindingKey.Contains(from, StringComparison.Ordinal) && taken.Add((d.OwnerId, d.FindingKey.Replace(from, to, StringComparison.Ordinal)))))
            db.Entry(decision).Property(d => d.FindingKey).CurrentValue = decision.FindingKey.Replace(from, to, StringComparison.Ordinal);
    }
}
