using Microsoft.AspNetCore.Authorization;
using SmartCityPia.Data.Accounts;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>What one may do, by name. Every endpoint names one of these or says it is open to everyone.</summary>
public static class Policies
{
    public const string SignedIn = nameof(SignedIn);
    public const string ReadAssessments = nameof(ReadAssessments);
    public const string EditAssessments = nameof(EditAssessments);
    public const string ReadCity = nameof(ReadCity);
    public const string EditCity = nameof(EditCity);
    public const string ReadOrganisations = nameof(ReadOrganisations);
    public const string EditOrganisations = nameof(EditOrganisations);
    public const string ManageAccounts = nameof(ManageAccounts);
    public const string ReadTrail = nameof(ReadTrail);

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(SignedIn, p => p.RequireAuthenticatedUser());
        options.AddPolicy(ReadAssessments, p => p.RequireRole(Roles.Officer, Roles.Reviewer, Roles.Auditor));
        options.AddPolicy(EditAssessments, p => p.RequireRole(Roles.Officer));
        options.AddPolicy(ReadCity, p => p.RequireRole(Roles.Officer, Roles.Reviewer, Roles.Auditor));
        options.AddPolicy(EditCity, p => p.RequireRole(Roles.Officer));
        options.AddPolicy(ReadOrganisations, p => p.RequireRole(Roles.Officer, Roles.Reviewer, Roles.Auditor, Roles.Administrator));
        options.AddPolicy(EditOrganisations, p => p.RequireRole(Roles.Officer, Roles.Administrator));
        options.AddPolicy(ManageAccounts, p => p.RequireRole(Roles.Administrator));
        options.AddPolicy(ReadTrail, p => p.RequireRole(Roles.Auditor, Roles.Administrator));
        options.FallbackPolicy = options.GetPolicy(SignedIn);
    }
}
