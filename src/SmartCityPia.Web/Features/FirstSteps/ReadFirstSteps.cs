using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Stamps;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.FirstSteps;

/// <param name="Key">Names its words.</param>
/// <param name="Address">Where it is done; null where others do it.</param>
public sealed record FirstStep(string Key, bool IsDone, string? Address);

/// <param name="IsLeft">The person wants no panel on the start page.</param>
public sealed record Beginning(IReadOnlyList<FirstStep> Steps, bool IsLeft, bool HasSamples)
{
    public int Done => Steps.Count(s => s.IsDone);

    public bool IsDone => Done == Steps.Count;

    public FirstStep? Next => Steps.FirstOrDefault(s => !s.IsDone);
}

/// <summary>An application's memory that its city has begun: then nobody is asked for it any more.</summary>
public sealed class Begun
{
    public bool IsDone { get; set; }
}

/// <summary>How far a new city is, from what there is in it. Nothing is ticked by hand; what came with the samples does not count.</summary>
public sealed class ReadFirstSteps(PiaDbContext db, LiveSettings settings, IAuthorizationService authorization, Begun begun)
{
    /// <returns>Null where the person does not set up the city, or everything is done.</returns>
    public async Task<Beginning?> Panel(ClaimsPrincipal user, CancellationToken cancellationToken) =>
        begun.IsDone || !(await authorization.AuthorizeAsync(user, Policies.Begin)).Succeeded || await Handle(user, cancellationToken) is not { IsDone: false } beginning ? null : beginning;

    public async Task<Beginning> Handle(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var me = user.AccountId();
        var (officers, reviewers) = (db.Holders(Permission.EditAssessments), db.Holders(Permission.Review));
        var own = db.Assessments.Where(a => a.Kind == AssessmentKind.Assessment && !db.SampleRows.Any(s => s.RowId == a.Id));
        // As a part of the one query, not as one before it.
        var samples = db.SampleRows.AsNoTracking();
        var there = await db.Set<SharedStamp>().AsNoTracking().Where(s => s.Name == SharedStamp.List).Select(_ => new
        {
            // The city itself, where only administrators belong to it, does not carry out assessments yet.
            Agency = db.Organisations.Any(o => o.Kind == OrganisationKind.Agency && !db.SampleRows.Any(s => s.RowId == o.Id)
                && (!db.Users.Any(u => u.OrganisationId == o.Id) || db.Users.Any(u => u.OrganisationId == o.Id && officers.Contains(u.Id)))),
            People = officers.Any() && reviewers.Any(),
            Service = own.Any(),
            Submitted = own.Any(a => a.Versions > 0),
            Samples = samples.Any(),
            IsLeft = db.Users.Any(u => u.Id == me && u.LeftFirstSteps),
            Mine = own.Where(a => a.OwnerId == me && a.Status == AssessmentStatus.Draft).OrderBy(a => a.CreatedAt).Select(a => a.Reference).FirstOrDefault(),
        }).SingleAsync(cancellationToken);
        var city = settings.Now;
        var (isNamed, canBeAsked) = (city.Identity.Name != CitySettings.NotNamed, city.Contact.Contact is not null || city.Contact.OfficerContact is not null);
        FirstStep[] steps =
        [
            new("City", isNamed && canBeAsked, await For(Policies.ManageSettings, isNamed ? Addresses.ContactSettings : Addresses.IdentitySettings)),
            new("Agency", there.Agency, await For(Policies.EditOrganisations, Addresses.NewOrganisation)),
            new("People", there.People, await For(Policies.ManageAccounts, Addresses.Invite)),
            new("Service", there.Service, await For(Policies.EditAssessments, Addresses.NewAssessment)),
            new("Submit", there.Submitted, await For(Policies.EditAssessments, there.Mine is { } reference ? Addresses.Assessment(reference) : Addresses.Assessments)),
        ];
        begun.IsDone |= steps.All(s => s.IsDone);
        return new(steps, there.IsLeft, there.Samples);

        async Task<string?> For(string policy, string address) => (await authorization.AuthorizeAsync(user, policy)).Succeeded ? address : null;
    }
}
