using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Data.Search;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Search;

/// <param name="Kind">What it is, in words.</param>
/// <param name="Text">The place in its text where the words stand; empty where only its name fits.</param>
public sealed record Hit(string Kind, string Title, string Text, string Address);

/// <summary>What was found in one assessment or description, or among organisations.</summary>
/// <param name="Reference">Null for organisations.</param>
public sealed record HitGroup(string Name, string? Reference, string Address, IReadOnlyList<Hit> Hits);

/// <param name="IsCut">There is more than was looked at.</param>
public sealed record Found(IReadOnlyList<HitGroup> Groups, IReadOnlyList<CatalogueHit> Catalogue, bool IsCut);

/// <summary>Searches everything that a person may read: one query for the rows, and the catalogue, which is in memory.</summary>
public sealed class FindEverywhere(PiaDbContext db, PiaCatalogue catalogue, IAuthorizationService authorization, UnreadNotices unread, IStringLocalizerFactory localizers)
{
    /// <summary>The rows that are looked at, the best first.</summary>
    public const int Most = 300;

    /// <summary>Of these the best are taken: ranking all rows with a common word takes too long.</summary>
    private const int MostRanked = 5000;

    private const int MostNames = 20;

    private sealed record Row(string Kind, Guid RowId, string? Key, string Title, string Body, Guid? Owner, string? Reference, bool IsDescription, string? Service, float Rank, int Unread);

    public async Task<Found> Handle(ClaimsPrincipal user, string? search, CancellationToken cancellationToken)
    {
        var words = SearchWords.Of(search);
        if (words.Count == 0)
            return new([], [], false);
        var named = words.Select(WithNames).ToArray();
        var viewer = user.Viewer();
        var organisations = (await authorization.AuthorizeAsync(user, Policies.ReadOrganisations)).Succeeded;
        var notices = unread.Of(user.AccountId());
        // The one question who may read what: an assessment's rows are its own and its description's.
        var open = Visibility.Of(db.Assessments, viewer).Concat(Visibility.Descriptions(db, viewer, rows: true));
        var owners = open.Select(a => new { Of = a.Id, a.Id, a.Reference, a.Kind, a.DescriptionId }).Concat(open.Select(a => new { Of = a.DescriptionId, a.Id, a.Reference, a.Kind, a.DescriptionId }));
        var matching = db.Set<SearchEntry>().AsNoTracking().Where(e => e.Vector.Matches(SearchEntry.Query(named)));
        var ofOwners = from e in matching
                       join o in owners on e.OwnerId equals o.Of
                       join d in db.ServiceDescriptions on o.DescriptionId equals d.Id
                       select new { e.Kind, e.RowId, e.Key, e.Title, e.Body, e.Vector, Owner = (Guid?)o.Id, Reference = (string?)o.Reference, IsDescription = o.Kind == AssessmentKind.Submission, Service = (string?)d.Name };
        var ofCity = matching.Where(e => organisations && e.OwnerId == null && e.Kind == nameof(Organisation) && db.Organisations.Any(o => o.Id == e.RowId))
            .Select(e => new { e.Kind, e.RowId, e.Key, e.Title, e.Body, e.Vector, Owner = (Guid?)null, Reference = (string?)null, IsDescription = false, Service = (string?)null });
        var rows = await ofOwners.Concat(ofCity).Take(MostRanked)
            .Select(x => new { Row = x, Rank = x.Vector.Rank(SearchEntry.Query(named)) }).OrderByDescending(x => x.Rank).ThenBy(x => x.Row.RowId).Take(Most + 1)
            .Select(x => new Row(x.Row.Kind, x.Row.RowId, x.Row.Key, x.Row.Title, x.Row.Body, x.Row.Owner, x.Row.Reference, x.Row.IsDescription, x.Row.Service, x.Rank, notices.Count())).ToListAsync(cancellationToken);
        if (rows.Count > 0)
            unread.Known = rows[0].Unread;
        return new([.. rows.Take(Most).GroupBy(r => r.Owner).Select(GroupOf)], [.. catalogue.Find(search!).Take(MostNames)], rows.Count > Most);

        HitGroup GroupOf(IGrouping<Guid?, Row> group)
        {
            var first = group.First();
            var address = first.Reference is not { } reference ? Addresses.Organisations : first.IsDescription ? Addresses.Description(reference) : Addresses.Assessment(reference);
            return new(first.Service ?? "", first.Reference, address, [.. group.Select(r => HitOf(r, words))]);
        }
    }

    /// <summary>A word, and the catalogue's ids of what is called so: rows name these by id.</summary>
    private string WithNames(string word) => string.Join('|', [word.Replace('|', ' '), .. catalogue.Find(word).Where(h => Highlight.Contains(h.Name, word)).Select(h => h.Id).Distinct(StringComparer.Ordinal).Take(MostNames)]);

    private Hit HitOf(Row row, IReadOnlyList<string> words)
    {
        var path = row.Kind switch
        {
            nameof(Assessment) => "",
            nameof(Comment) => $"comments/{row.Key}",
            nameof(EvidenceVersion) => $"evidence/{row.Key}",
            nameof(Organisation) => "",
            _ => Addresses.Of(new RowPointer(row.Kind, row.RowId, row.Key)),
        };
        var address = row.Reference is not { } reference ? Addresses.Organisation(row.RowId)
            : row.IsDescription ? Addresses.Description(reference, path) : path.Length == 0 ? Addresses.Assessment(reference) : Addresses.Assessment(reference, path);
        var title = RowKinds.Find(row.Kind)?.TermField is null ? row.Title : CatalogueTerm.From(catalogue, row.Title[(row.Title.LastIndexOfAny(['.', '|']) + 1)..]).Name;
        var kind = Words.Find(typeof(DossierDiff), "Kind." + row.Kind) ?? new Texts(localizers, "Search")["Kind." + row.Kind];
        return new(kind, title.Length > 0 ? title : kind, Highlight.Around(row.Body, words), address);
    }
}
