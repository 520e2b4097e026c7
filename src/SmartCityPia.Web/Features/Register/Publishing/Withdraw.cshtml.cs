using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data;
using SmartCityPia.Data.Register;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Register;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Register.Publishing;

/// <summary>Takes the service out of the register, with a reason that everybody reads.</summary>
public sealed class WithdrawModel(PiaDbContext db, SignOff signOff, PublishEntry publish) : PublishingPage(db, signOff)
{
    [BindProperty]
    public WithdrawalDetails Input { get; set; } = new();

    protected override string DoneKey => "EntryWithdrawn";

    protected override bool Fits(EntryInHand hand) => hand.IsPublished;

    protected override Task<Outcome> Act(Actor actor, CancellationToken cancellationToken) => publish.Withdraw(Assessment, Input.Reason, Seen, actor, cancellationToken);
}
