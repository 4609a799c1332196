// One person with their own browser, and every page they may come to.
import { expect, type Page } from "@playwright/test";
import { ActivityStep } from "../pages/activity-step.ts";
import { AnsDeskPage } from "../pages/ans-desk.ts";
import { CheckAnswersPage } from "../pages/check-answers.ts";
import { ConfirmationPage } from "../pages/confirmation.ts";
import { ContactStep } from "../pages/contact-step.ts";
import { DashboardPage } from "../pages/dashboard.ts";
import { Header } from "../pages/header.ts";
import { HomePage } from "../pages/home.ts";
import { IdentityProviderPage } from "../pages/identity-provider.ts";
import { IdentityStep } from "../pages/identity-step.ts";
import { MailboxPage } from "../pages/mailbox.ts";
import { NeedStep } from "../pages/need-step.ts";
import { NewsPage } from "../pages/news.ts";
import { OfficePage } from "../pages/office.ts";
import { PreCheckPage } from "../pages/pre-check.ts";
import { QueuePage } from "../pages/queue.ts";
import { ReceiptPage } from "../pages/receipt.ts";
import { RegisteringPage } from "../pages/registering.ts";
import { RegistrationPage } from "../pages/registration.ts";
import { RequestsPage } from "../pages/requests.ts";
import { ReviewPage } from "../pages/review.ts";
import { StructureStep } from "../pages/structure-step.ts";
import { SupportPage } from "../pages/support.ts";
import { TaskListPage } from "../pages/task-list.ts";
import { TemplatesPage } from "../pages/templates.ts";
import { TrackingPage } from "../pages/tracking.ts";

export class Visitor {
  readonly header: Header;
  readonly home: HomePage;
  readonly identityProvider: IdentityProviderPage;
  readonly preCheck: PreCheckPage;
  readonly requests: RequestsPage;
  readonly taskList: TaskListPage;
  readonly identity: IdentityStep;
  readonly contact: ContactStep;
  readonly structure: StructureStep;
  readonly activity: ActivityStep;
  readonly need: NeedStep;
  readonly checkAnswers: CheckAnswersPage;
  readonly tracking: TrackingPage;
  readonly receipt: ReceiptPage;
  readonly queue: QueuePage;
  readonly review: ReviewPage;
  readonly ansDesk: AnsDeskPage;
  readonly office: OfficePage;
  readonly registering: RegisteringPage;
  readonly confirmation: ConfirmationPage;
  readonly registration: RegistrationPage;
  readonly mailbox: MailboxPage;
  readonly support: SupportPage;
  readonly dashboard: DashboardPage;
  readonly news: NewsPage;
  readonly templates: TemplatesPage;

  constructor(readonly page: Page) {
    this.header = new Header(page);
    this.home = new HomePage(page);
    this.identityProvider = new IdentityProviderPage(page);
    this.preCheck = new PreCheckPage(page);
    this.requests = new RequestsPage(page);
    this.taskList = new TaskListPage(page);
    this.identity = new IdentityStep(page);
    this.contact = new ContactStep(page);
    this.structure = new StructureStep(page);
    this.activity = new ActivityStep(page);
    this.need = new NeedStep(page);
    this.checkAnswers = new CheckAnswersPage(page);
    this.tracking = new TrackingPage(page);
    this.receipt = new ReceiptPage(page);
    this.queue = new QueuePage(page);
    this.review = new ReviewPage(page);
    this.ansDesk = new AnsDeskPage(page);
    this.office = new OfficePage(page);
    this.registering = new RegisteringPage(page);
    this.confirmation = new ConfirmationPage(page);
    this.registration = new RegistrationPage(page);
    this.mailbox = new MailboxPage(page);
    this.support = new SupportPage(page);
    this.dashboard = new DashboardPage(page);
    this.news = new NewsPage(page);
    this.templates = new TemplatesPage(page);
  }

  /** From the home page to one's own requests. */
  async signInWithFranceConnect(login: string): Promise<void> {
    await this.home.open();
    await this.home.franceConnect.click();
    await this.identityProvider.signInAs(login);
    await expect(this.requests.heading).toBeVisible();
  }

  /** From the home page to the queue. */
  async signInWithProSanteConnect(login: string): Promise<void> {
    await this.home.open();
    await this.home.proSanteConnect.click();
    await this.identityProvider.signInAs(login);
    await expect(this.header.signOut).toBeVisible();
  }

  /** Opens the tracking page of a request of one's own. */
  async openRequest(id: string): Promise<void> {
    await this.page.goto(`/demandes/${id}`);
  }

  async openReview(id: string): Promise<void> {
    await this.page.goto(`/gestion/demandes/${id}`);
    await expect(this.review.heading).toBeVisible();
  }

  /** A second window of the same person. */
  async anotherWindow(): Promise<Visitor> {
    return new Visitor(await this.page.context().newPage());
  }
}
